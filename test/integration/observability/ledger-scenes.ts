import { logProblem } from '../../../functions/http/problem-response.ts';
import { createLedger, type Ledger } from '../../../functions/ledger/ledger.ts';
import type { Log } from '../../../functions/log.ts';
import { toAppError } from '../../../functions/problem.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { buildChargeCommand, buildHoldCommand } from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import {
  createFaultyDocuments,
  everyCall,
  type Fault,
} from '../../support/ledger-faulty-documents.ts';
import { createVirtualTime } from '../../support/ledger-virtual-time.ts';
import type { TestTable } from '../../support/table.ts';

const writerCount = 6;

/** A balance grows, is overdrawn after the fact, is frozen. */
export async function moveTokens(ledger: Ledger, table: TestTable): Promise<void> {
  const accountId = await putAccount(table);
  const origin = { accountId, actor: 'test' };
  await ledger.execute({
    kind: 'grant',
    ...origin,
    tokens: 5,
    bucket: 'purchase',
    idempotencyKey: 'grant',
  });
  const tooMuch = buildChargeCommand({ accountId, quantity: 500, isAfterTheFact: true });
  await ledger.execute(tooMuch);
  const hold = await ledger.execute(buildHoldCommand({ accountId }));
  const { chargeId } = hold;
  await ledger.execute({ kind: 'release', ...origin, chargeId, reason: 'it failed' });
  await ledger.execute({ kind: 'freeze', ...origin, reason: 'ledger drift' });
}

/** Balances that are not there, or are nonsense. */
export async function healBalances(ledger: Ledger, table: TestTable): Promise<void> {
  const missing = await putAccount(table);
  await ledger.execute(buildChargeCommand({ accountId: missing }));
  const damaged = await putAccount(table);
  await ledger.execute(buildChargeCommand({ accountId: damaged }));
  await createLedgerDamage(table).editState(damaged, { available: null });
  await ledger.execute(buildChargeCommand({ accountId: damaged, idempotencyKey: 'after' }));
}

/** Several processes charge one account at once. */
export async function raceForAccount(table: TestTable, log: Log): Promise<void> {
  const accountId = await putAccount(table);
  const charges = Array.from({ length: writerCount }, (_, index) => {
    const ledger = createLedger({ ...table, log });
    return ledger.execute(buildChargeCommand({ accountId, idempotencyKey: `charge ${index}` }));
  });
  await Promise.all(charges);
}

/** A ledger that always loses, and one that is away: what their callers are told is logged. */
export async function failToWrite(table: TestTable, log: Log): Promise<void> {
  for (const fault of ['conflict', 'throttled'] satisfies Fault[]) {
    const { documents } = createFaultyDocuments(
      table.endpoint,
      { writes: everyCall(fault) },
      { maxAttempts: 1 },
    );
    const { tableName } = table;
    const ledger = createLedger({ documents, tableName, log, ...createVirtualTime() });
    const accountId = await putAccount(table);
    await ledger
      .execute(buildChargeCommand({ accountId }))
      .catch((error: unknown) => logProblem(log, toAppError(error), 'POST /api/tokens/charges'));
  }
}
