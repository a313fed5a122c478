import * as z from 'zod';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { buildChargeCommand } from './ledger-builders.ts';
import { createFaultyDocuments, firstCalls } from './ledger-faulty-documents.ts';
import { createRecordingLog } from './recording-log.ts';

/** Run as a process of its own: charges once, and is killed at the planned moment. */
const planSchema = z.object({
  endpoint: z.url(),
  tableName: z.string(),
  accountId: z.string(),
  fault: z.enum(['killed before the commit', 'killed after the commit']),
});

const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ''));
const { documents } = createFaultyDocuments(
  plan.endpoint,
  { writes: firstCalls(plan.fault) },
  { maxAttempts: 1 },
);
const ledger = createLedger({ documents, tableName: plan.tableName, log: createRecordingLog() });
await ledger.execute(buildChargeCommand({ accountId: plan.accountId }));
