import { randomUUID } from 'node:crypto';
import type { MessageQueue, QueueMessage } from '../../functions/events/message-queue.ts';
import { jobIdOf } from '../../functions/jobs/job-id-of.ts';
import { readJobMessage } from '../../functions/jobs/job-message.ts';
import { createRunJob } from '../../functions/jobs/run-job.ts';
import { createSettleJob } from '../../functions/jobs/settle-job.ts';
import { createStartJob } from '../../functions/jobs/start-job.ts';
import type { Directory } from '../../functions/providers/directory/directory.ts';
import { createJobLeadStore } from '../../functions/store/job-leads.ts';
import { createJobStore } from '../../functions/store/jobs.ts';
import { limits } from '../../shared/limits.ts';
import { putAccount } from './ledger-account.ts';
import { createLedgerBench } from './ledger-bench.ts';
import { createScriptedDirectory } from './scripted-directory.ts';
import type { TestTable } from './table.ts';

/** More than any run takes. */
const longMs = 600_000;

/** All that jobs stand on over a test table: the queue is a list, and workers are made at will. */
export function createJobBench(
  table: TestTable,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
) {
  const ledger = createLedgerBench(table, { now });
  const jobs = createJobStore(table);
  const leads = createJobLeadStore(table);
  const { log } = ledger;
  const messages: QueueMessage[] = [];
  const queue = {
    send: async (sent: readonly QueueMessage[]) => {
      messages.push(...sent);
      return new Set<string>();
    },
  };
  const settleJob = createSettleJob({ ledger, log });

  /** @returns the account of somebody with so many tokens */
  async function openAccount(tokens = 100): Promise<string> {
    const accountId = await putAccount(table);
    const actor = 'test';
    await ledger.execute({ kind: 'open', accountId, actor });
    if (tokens === 100) return accountId;
    const grant = { idempotencyKey: 'more', tokens: tokens - 100, bucket: 'promo' } as const;
    await ledger.execute({ kind: 'grant', accountId, actor, ...grant });
    return accountId;
  }

  const takeHold = async (accountId: string, quantity: number) =>
    ledger.execute({
      kind: 'hold',
      accountId,
      actor: 'test',
      idempotencyKey: randomUUID(),
      service: 'business_collector',
      quantity,
      holdSeconds: limits.jobHoldSeconds,
      reference: { tool: 'collect_businesses' },
    });

  async function startJob(
    accountId: string,
    requested: number,
    { send = queue.send, clientId = '15' }: { send?: MessageQueue['send']; clientId?: string } = {},
  ) {
    const { chargeId } = await takeHold(accountId, requested);
    const search = { category: 'bakery', place: 'Tampa' };
    const request = { accountId, chargeId, clientId, search, requested };
    const start = createStartJob({ jobs, queue: { send }, log, now });
    return start({ ...request, tool: 'collect_businesses' });
  }

  /** Has a worker of its own take the newest message. */
  async function work(
    directory: Directory = createScriptedDirectory(),
    remainingMs = () => longMs,
  ) {
    const run = createRunJob({ jobs, leads, directory, ledger, settleJob, queue, log, now });
    await run(readJobMessage(messages.at(-1)!.body), { remainingMs });
  }

  const readJob = async ({ accountId, chargeId }: { accountId: string; chargeId: string }) =>
    (await jobs.readJob(accountId, jobIdOf(chargeId)))!;

  /** What is left of the balance, and what an audit finds wrong. */
  async function readBooks(accountId: string) {
    const { balance, problems } = await ledger.verify(accountId);
    const open = await ledger.reader.readOpenCharges(accountId);
    return { balance, problems, openHolds: open.length };
  }

  return {
    ledger,
    jobs,
    leads,
    log,
    messages,
    send: queue.send,
    settleJob,
    openAccount,
    takeHold,
    startJob,
    work,
    readJob,
    readBooks,
  };
}

export type JobBench = ReturnType<typeof createJobBench>;
