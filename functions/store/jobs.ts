import {
  ConditionalCheckFailedException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Long work that was paid for by a hold. */
const jobSchema = z.object({
  jobId: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  /** The hold, which the job settles when it ends. */
  chargeId: z.string(),
  tool: z.string(),
  search: z.object({ category: z.string(), place: z.string() }),
  /** Units asked for, and units stored. */
  requested: z.int().min(1),
  delivered: z.int().min(0),
  /** The last three are final: nothing is delivered any more. */
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Where the next lot starts; null for the first. */
  cursor: z.string().nullable(),
  /** Raised by every change; a change is written only over the version it was made from. */
  version: z.int().min(1),
  /** Why it ended before all was delivered. */
  reason: z.string().optional(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});

export type Job = z.infer<typeof jobSchema>;
export type JobStore = ReturnType<typeof createJobStore>;

/** Jobs. Each change is written over the version that it was made from: of twins, one wins. */
export function createJobStore({ documents, tableName }: Table) {
  async function readJob(accountId: string, jobId: string): Promise<Job | null> {
    const Key = keys.job(accountId, jobId);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item === undefined ? null : jobSchema.parse(Item);
  }

  /** @returns the job, or the one that the same hold paid for before */
  async function createJob(job: Job): Promise<Job> {
    const isNew = await put(job, { ConditionExpression: 'attribute_not_exists(pk)' });
    if (isNew) return job;
    const earlier = await readJob(job.accountId, job.jobId);
    return earlier ?? job;
  }

  /** @returns the job as it is now, or null when somebody else has changed it */
  async function changeJob(from: Job, change: Partial<Job>): Promise<Job | null> {
    const to = { ...from, ...change, version: from.version + 1 };
    const isWritten = await put(to, {
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': from.version },
    });
    return isWritten ? to : null;
  }

  async function put(
    job: Job,
    condition: Pick<
      ConstructorParameters<typeof PutCommand>[0],
      'ConditionExpression' | 'ExpressionAttributeValues'
    >,
  ): Promise<boolean> {
    const Item = { ...keys.job(job.accountId, job.jobId), ...job };
    try {
      await documents.send(new PutCommand({ TableName: tableName, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      // A lot is being written at this moment, which raises the version.
      if (error instanceof TransactionConflictException) return false;
      throw error;
    }
  }

  return { readJob, createJob, changeJob };
}
