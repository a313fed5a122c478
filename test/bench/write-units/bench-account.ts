import type { Ledger } from '../../../functions/ledger/ledger.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';
import { openAccount } from '../contestants/open-account.ts';
import { turnCommand } from '../contestants/turn-command.ts';

export type BenchAccount = Awaited<ReturnType<typeof openBenchAccount>>;

/** An account with a full balance, and the commands that are measured on it. */
export async function openBenchAccount(table: Table, ledger: Ledger) {
  const accountId = await openAccount(table, ledger);
  const { actor } = turnCommand(accountId);
  const origin = { accountId, actor } as const;
  const nextKey = () => turnCommand(accountId).idempotencyKey;

  return {
    charge: () => ledger.execute(turnCommand(accountId)),
    async hold(): Promise<string> {
      const holdSeconds = limits.turnHoldSeconds;
      const hold = { ...turnCommand(accountId), kind: 'hold', holdSeconds } as const;
      return (await ledger.execute(hold)).chargeId;
    },
    async holdLeads(quantity: number): Promise<string> {
      const holdSeconds = limits.holdDefaultSeconds;
      const leads = { service: 'business_collector', quantity, holdSeconds };
      const hold = { ...turnCommand(accountId), kind: 'hold', ...leads } as const;
      return (await ledger.execute(hold)).chargeId;
    },
    capture: (chargeId: string, quantity?: number) =>
      ledger.execute({ kind: 'capture', ...origin, chargeId, quantity }),
    release: (chargeId: string) =>
      ledger.execute({ kind: 'release', ...origin, chargeId, reason: 'bench' }),
    refund: (chargeId: string) =>
      ledger.execute({
        kind: 'refund',
        ...origin,
        chargeId,
        idempotencyKey: nextKey(),
        reason: 'bench',
      }),
    grantUntil: (expiresAt: string) =>
      ledger.execute({
        kind: 'grant',
        ...origin,
        idempotencyKey: nextKey(),
        tokens: 1000,
        bucket: 'promo',
        expiresAt,
      }),
  };
}
