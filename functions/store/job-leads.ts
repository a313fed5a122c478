import { createHash } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Lead, leadSchema } from '../../shared/api/leads.ts';
import type { Job } from './jobs.ts';
import { jobLeadPrefix, keys } from './keys.ts';
import type { Table } from './table.ts';

/** A lot is tried again without what the job has already, and after a clash with a twin. */
const attemptCount = 4;

const leadRowSchema = z.object({ position: z.int().min(1), lead: leadSchema });

export type LeadRow = z.infer<typeof leadRowSchema>;
export type JobLeadStore = ReturnType<typeof createJobLeadStore>;

interface NewLead {
  readonly hash: string;
  readonly lead: Lead;
}

/** What jobs have delivered: each lead once, in the order in which they were found. */
export function createJobLeadStore({ documents, tableName: TableName }: Table) {
  /**
   * Stores the leads that the job does not have yet, at most as many as it still lacks, and moves
   * the job on: all in one commit, so that a lot counts exactly when it is there.
   *
   * @returns the job as it is now, or null when somebody else has changed it
   */
  async function storeLot(
    job: Job,
    leads: readonly Lead[],
    cursor: string | null,
  ): Promise<Job | null> {
    let wanted = dropTwins(leads);
    for (let attempt = 1; attempt <= attemptCount; attempt++) {
      const kept = wanted.slice(0, job.requested - job.delivered);
      const delivered = job.delivered + kept.length;
      const next: Job = { ...job, delivered, cursor, version: job.version + 1 };
      const known = await commit(job, next, kept);
      if (known === 'committed') return next;
      if (known === 'job changed') return null;
      wanted = wanted.filter(({ hash }) => !known.has(hash));
    }
    return null;
  }

  /** @returns the hashes of leads that the job has already; none after a clash */
  async function commit(
    job: Job,
    next: Job,
    kept: readonly NewLead[],
  ): Promise<'committed' | 'job changed' | ReadonlySet<string>> {
    const { accountId, jobId } = job;
    const guards = kept.map(({ hash }) => ({
      Put: {
        TableName,
        Item: keys.jobSeenLead(accountId, jobId, hash),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }));
    const rows = kept.map(({ lead }, index) => {
      const position = job.delivered + index + 1;
      return {
        Put: { TableName, Item: { ...keys.jobLead(accountId, jobId, position), position, lead } },
      };
    });
    const moved = {
      Put: {
        TableName,
        Item: { ...keys.job(accountId, jobId), ...next },
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': job.version },
      },
    };
    try {
      await documents.send(
        new TransactWriteCommand({ TransactItems: [moved, ...guards, ...rows] }),
      );
      return 'committed';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refused = (error.CancellationReasons ?? []).map(
        ({ Code }) => Code === 'ConditionalCheckFailed',
      );
      if (refused[0]) return 'job changed';
      return new Set(kept.flatMap(({ hash }, index) => (refused[index + 1] ? [hash] : [])));
    }
  }

  /** Leads after that position, oldest first. */
  async function listLeads(
    { accountId, jobId }: Pick<Job, 'accountId' | 'jobId'>,
    range: { readonly after: number; readonly limit: number },
  ): Promise<LeadRow[]> {
    const first = keys.jobLead(accountId, jobId, range.after + 1);
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': first.pk,
          ':first': first.sk,
          // Behind every digit.
          ':last': `${jobLeadPrefix}~`,
        },
        ConsistentRead: true,
        Limit: range.limit,
      }),
    );
    return Items.map((item) => leadRowSchema.parse(item));
  }

  return { storeLot, listLeads };
}

/** The same business twice in one lot would be two writes of one row, which is refused. */
const dropTwins = (leads: readonly Lead[]): NewLead[] =>
  [...new Map(leads.map((lead) => [hashOfLead(lead), lead]))].map(([hash, lead]) => ({
    hash,
    lead,
  }));

/** Equal for the same business, however it is written. A hash, as keys may be logged. */
const hashOfLead = ({ name, phone = '', address = '', city = '' }: Lead): string =>
  createHash('sha256')
    .update(JSON.stringify([fold(name), phone.replaceAll(/\D/g, ''), fold(address), fold(city)]))
    .digest('base64url');

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
