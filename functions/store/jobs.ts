import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CrmPage, readCrmPage } from './crm/read-page.ts';
import { clientJobPrefix, keys } from './keys.ts';
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

const listedJobSchema = jobSchema.pick({ accountId: true, jobId: true });

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
    const { accountId, clientId, createdAt, jobId } = job;
    const record = {
      TableName: tableName,
      Item: { ...keys.job(accountId, jobId), ...job },
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    const listed = { ...keys.clientJob(clientId, createdAt, jobId), accountId, jobId };
    const items = [{ Put: record }, { Put: { TableName: tableName, Item: listed } }];
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: items }));
      return job;
    } catch (error) {
      const earlier =
        error instanceof TransactionCanceledException ? await readJob(accountId, jobId) : null;
      if (earlier === null) throw error;
      return earlier;
    }
  }

  /** The jobs of a client, the newest first. @throws AppError `malformed_request` for the cursor */
  async function listJobs(
    clientId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<CrmPage<Job>> {
    const { rows, cursor } = await readCrmPage(
      { documents, tableName, now: Date.now },
      {
        partition: keys.clientJob(clientId, '', '').pk,
        prefix: clientJobPrefix,
        parse: (row) => listedJobSchema.parse(row),
        isWanted: () => true,
        ...page,
      },
    );
    const read = await Promise.all(rows.map(({ accountId, jobId }) => readJob(accountId, jobId)));
    return { rows: read.filter((job) => job !== null), cursor };
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

  return { readJob, createJob, listJobs, changeJob };
}
