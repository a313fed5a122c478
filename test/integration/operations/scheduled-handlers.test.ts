import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { captureConsole } from '../../../infra/local/capture-console.ts';
import { describeApiEnvironment } from '../../support/api-environment.ts';
import type { LoggedLine } from '../../support/api-server.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { buildHoldCommand } from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

/** An hour ago, so that a hold of a minute is overdue for a handler, which knows the real time. */
const anHourAgo = () => new Date(Date.now() - 3_600_000);
/** All of an invocation that a scheduled function looks at. */
const context = {
  awsRequestId: 'invocation-1',
  getRemainingTimeInMillis: () => 60_000,
} as Context;

let table: TestTable;
let bench: LedgerBench;
let release: () => void;
const lines: LoggedLine[] = [];
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table, { now: anHourAgo });
  Object.assign(process.env, describeApiEnvironment(table));
  release = captureConsole((line) => void lines.push(line));
});
afterAll(() => release());

it('the sweeper runs as the environment says, on what is overdue now', async () => {
  const accountId = 'swept';
  await createAccountStore(table).createAccount({ accountId });
  const { chargeId } = await bench.execute(buildHoldCommand({ accountId, holdSeconds: 60 }));
  const { handler } = await import('../../../functions/triggers/sweep-holds.ts');
  await handler({}, context);
  expect(await bench.reader.readCharge(accountId, chargeId)).toMatchObject({ status: 'expired' });
  const swept = { message: 'holds swept', requestId: 'invocation-1', expired: 1 };
  expect(lines).toContainEqual(expect.objectContaining(swept));
});

it('the auditor runs as the environment says, on every account', async () => {
  const accountId = 'drifted';
  await createAccountStore(table).createAccount({ accountId });
  await bench.execute({ kind: 'open', accountId, actor: 'test' });
  await createLedgerDamage(table).editEntry(accountId, 1, { actor: 'user:eve' });
  const { handler } = await import('../../../functions/triggers/audit-accounts.ts');
  await handler({}, context);
  const finished = { message: 'audit finished', accounts: 2, sound: 1, drifted: 1 };
  expect(lines).toContainEqual(expect.objectContaining(finished));
  const drift = { level: 'ERROR', message: 'ledger drift', accountId, firstWrongSequence: 1 };
  expect(lines).toContainEqual(expect.objectContaining(drift));
});
