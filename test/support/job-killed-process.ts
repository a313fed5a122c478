import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { readJobMessage } from '../../functions/jobs/job-message.ts';
import { createRunJob } from '../../functions/jobs/run-job.ts';
import { createDynamoDbClient } from '../../infra/local/create-dynamodb-client.ts';
import { createJobBench } from './job-bench.ts';
import { createScriptedDirectory } from './scripted-directory.ts';

/** Run as a process of its own: works on a job, and is killed at a moment of it. */
const planSchema = z.object({
  endpoint: z.url(),
  tableName: z.string(),
  body: z.string(),
  moment: z.enum(['before a lot', 'with a lot in hand', 'behind a lot', 'unpaid', 'paid']),
  /** Leads that were given or stored by then, where it is about a lot. */
  killedAt: z.int(),
  failsAfter: z.int().optional(),
});

const { endpoint, tableName, body, moment, killedAt, failsAfter } = planSchema.parse(
  JSON.parse(process.argv[2] ?? ''),
);

const die = (now: typeof moment, count = killedAt) => {
  if (now === moment && count >= killedAt) process.kill(process.pid, 'SIGKILL');
};

const client = createDynamoDbClient(endpoint);
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
const { jobs, leads, ledger, settleJob, send, log } = createJobBench({
  client,
  documents,
  tableName,
  endpoint,
});
const runJob = createRunJob({
  jobs,
  leads: {
    storeLot: async (job, lot, cursor) => {
      die('with a lot in hand', job.delivered);
      const stored = await leads.storeLot(job, lot, cursor);
      die('behind a lot', stored?.delivered);
      return stored;
    },
  },
  directory: createScriptedDirectory({
    ...(failsAfter !== undefined && { failsAfter }),
    beforeLot: (givenCount) => die('before a lot', givenCount),
  }),
  ledger,
  settleJob: async (job) => {
    die('unpaid');
    await settleJob(job);
    die('paid');
  },
  queue: { send },
  log,
  now: () => new Date(),
});
await runJob(readJobMessage(body), { remainingMs: () => 600_000 });
