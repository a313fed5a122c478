import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import {
  buildAdjustCommand,
  buildChangePlanCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

describe('a key that is used again', () => {
  it.each([
    ['charge', buildChargeCommand(), buildChargeCommand({ quantity: 2 })],
    ['charge', buildChargeCommand(), buildHoldCommand({ idempotencyKey: 'charge-key' })],
    ['charge', buildChargeCommand({ subject: 'a' }), buildChargeCommand({ subject: 'b' })],
    ['hold', buildHoldCommand(), buildHoldCommand({ service: 'social_post' })],
    ['grant', buildGrantCommand(), buildGrantCommand({ bucket: 'promo' })],
    ['adjust', buildAdjustCommand(), buildAdjustCommand({ tokens: -7 })],
    ['change plan', buildChangePlanCommand(), buildChangePlanCommand({ plan: 'growth' })],
    ['change plan', buildChangePlanCommand({ plan: 'free' }), buildChangePlanCommand()],
  ])('answers the same %s again and refuses another request', async (_, command, other) => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    const first = await bench.execute({ ...command, accountId });
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'in between' }));
    const before = await bench.verify(accountId);

    const again = await createLedgerBench(table).execute({ ...command, accountId });
    expect(again).toEqual({ ...first, isReplay: true });
    const refused = bench.execute({ ...other, accountId });
    await expect(refused).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await bench.verify(accountId)).toEqual(before);
    expect(before.problems).toEqual([]);
  });

  it('works after a top-up where it was refused for lack of tokens', async () => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    const command = buildChargeCommand({ accountId, service: 'social_post', quantity: 11 });
    await expect(bench.execute(command)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { service: 'social_post', required: 110, available: 100 },
    });
    expect(await bench.verify(accountId)).toMatchObject({ entryCount: 0 });
    await bench.execute(buildGrantCommand({ accountId, tokens: 10 }));
    expect(await bench.execute(command)).toMatchObject({ balanceAfter: 0, isReplay: false });
  });

  it('answers again when its own charge has left too little for another', async () => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    const command = buildChargeCommand({ accountId, quantity: 100 });
    const first = await bench.execute(command);
    expect(await bench.execute(command)).toEqual({ ...first, isReplay: true });
    const other = buildHoldCommand({ ...command, kind: 'hold', holdSeconds: 60 });
    await expect(bench.execute(other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('answers again when its own grant has left no room for another', async () => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    await bench.execute(buildChargeCommand({ accountId, quantity: 100 }));
    const remaining = limits.balanceTokens - limits.tokensPerCommand;
    await createLedgerDamage(table).editState(accountId, {
      available: remaining,
      buckets: [{ kind: 'purchase', remaining, grantedAt: testTime }],
    });
    const command = buildGrantCommand({ accountId, tokens: limits.tokensPerCommand });
    // Another process: this one remembers the state as it was.
    const other = createLedgerBench(table);
    const first = await other.execute(command);
    expect(first).toMatchObject({ balanceAfter: limits.balanceTokens, isReplay: false });
    expect(await other.execute(command)).toEqual({ ...first, isReplay: true });
  });
});

describe('a command that is refused', () => {
  it.each([
    ['service_unknown', buildChargeCommand({ service: 'no_such_service' })],
    ['amount_invalid', buildChargeCommand({ quantity: -1 })],
    ['amount_invalid', buildHoldCommand({ quantity: 1.5 })],
    ['amount_invalid', buildGrantCommand({ tokens: 0 })],
    ['insufficient_tokens', buildHoldCommand({ quantity: 501 })],
    ['insufficient_tokens', buildAdjustCommand({ tokens: -101 })],
    ['hold_not_found', buildReleaseCommand()],
    ['charge_not_found', buildRefundCommand()],
  ])('answers %s and does not even open the account', async (code, command) => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    await expect(bench.execute({ ...command, accountId })).rejects.toMatchObject({ code });
    expect(await bench.reader.readState(accountId)).toEqual({ kind: 'absent' });
    expect(await bench.reader.readLastEntry(accountId)).toBeNull();
    expect(bench.log.lines).toEqual([]);
  });

  it.each([
    buildChargeCommand(),
    buildHoldCommand(),
    buildGrantCommand(),
    buildReleaseCommand(),
    buildRefundCommand(),
    buildAdjustCommand(),
    buildChangePlanCommand(),
    { kind: 'freeze', accountId: '', actor: 'system', reason: 'drift' } as const,
    { kind: 'open', accountId: '', actor: 'system' } as const,
  ])('answers account_not_found when there is no account for a $kind', async (command) => {
    const accountId = 'nobody';
    const bench = createLedgerBench(table);
    const failing = bench.execute({ ...command, accountId });
    await expect(failing).rejects.toMatchObject({ code: 'account_not_found' });
    expect(await bench.reader.readState(accountId)).toEqual({ kind: 'absent' });
    expect(await bench.reader.readLastEntry(accountId)).toBeNull();
  });
});
