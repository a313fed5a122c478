import { limits } from '../../shared/limits.ts';
import { isAppError } from '../app-error.ts';
import type { ChargeRecord } from '../ledger/account/charge-record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { describeCause, toAppError } from '../problem.ts';
import { runConcurrently } from '../run-concurrently.ts';
import type { DueRound, ReadDueCharges } from '../store/read-due-charges.ts';
import type { CountDelivered } from './count-delivered.ts';

export interface SweepHoldsDependencies {
  readonly readDueCharges: ReadDueCharges;
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly countDelivered: CountDelivered;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

/** What became of the overdue holds that one sweep met. */
export interface Sweep {
  expired: number;
  captured: number;
  /** Settled or extended by somebody else meanwhile. */
  left: number;
  failed: number;
  /** Whether the sweep met all of them. */
  isComplete: boolean;
}

const actor = 'system:sweeper';

/**
 * Settles holds whose deadline has passed: gives the tokens back, or captures them where the work
 * was delivered. Any number of sweeps may run at once, as each hold settles once.
 *
 * One hold that cannot be settled never stops the others.
 *
 * @throws Error when more holds failed than {@link limits.toleratedFailureCount}
 */
export function createSweepHolds(dependencies: SweepHoldsDependencies) {
  const { readDueCharges, ledger, countDelivered, log, metrics, now } = dependencies;

  return async function sweepHolds(run: { readonly remainingMs: () => number }): Promise<Sweep> {
    const sweep: Sweep = { expired: 0, captured: 0, left: 0, failed: 0, isComplete: false };
    const isOutOfTime = () => run.remainingMs() < limits.sweepReserveMs;
    // One moment for all rounds: what falls due meanwhile is the next sweep's.
    const nowEpochSeconds = Math.floor(now().getTime() / 1000);
    let rest: DueRound['rest'] | undefined;
    for (let round = 0; round < limits.sweepRoundCount && !isOutOfTime(); round++) {
      const due = await readDueCharges(nowEpochSeconds, rest);
      for (const { place, error } of due.failures) reportFailure(sweep, { place }, error);
      let skippedCount = 0;
      await runConcurrently(due.charges, limits.sweepConcurrencyCount, async (charge) => {
        if (isOutOfTime()) skippedCount += 1;
        else await settle(sweep, charge);
      });
      rest = due.rest;
      sweep.isComplete = rest.length === 0 && skippedCount === 0;
      if (rest.length === 0) break;
    }
    report(sweep);
    return sweep;
  };

  async function settle(sweep: Sweep, charge: ChargeRecord): Promise<void> {
    const { accountId, chargeId } = charge;
    try {
      const delivered = await countDelivered(charge);
      const hold = { accountId, chargeId, actor };
      const answer =
        delivered > 0
          ? await ledger.execute({ kind: 'capture', ...hold, ...partOf(charge, delivered) })
          : await ledger.execute({ kind: 'expire', ...hold });
      const settled = delivered > 0 ? 'captured' : 'expired';
      const isOurs = !answer.isReplay && answer.status === settled;
      sweep[isOurs ? settled : 'left'] += 1;
    } catch (error) {
      if (isAppError(error, 'hold_captured', 'hold_released', 'hold_expired', 'hold_not_due')) {
        sweep.left += 1;
      } else {
        reportFailure(sweep, { accountId, chargeId }, error);
      }
    }
  }

  function reportFailure(sweep: Sweep, fields: Record<string, string>, error: unknown): void {
    sweep.failed += 1;
    const known = toAppError(error);
    log.error('hold not swept', { ...fields, code: known.code, cause: describeCause(known) });
  }

  function report(sweep: Sweep): void {
    const { expired, captured, left, failed, isComplete } = sweep;
    // Most minutes have nothing to do, and nothing to say.
    if (expired + captured + left + failed > 0 || !isComplete)
      log.info('holds swept', { ...sweep });
    metrics.count('HoldsExpired', expired);
    metrics.count('HoldsCapturedLate', captured);
    metrics.count('HoldsNotSwept', failed);
    if (failed > limits.toleratedFailureCount) {
      throw new Error(`${failed} overdue holds could not be settled`);
    }
  }
}

/** All of a hold is kept without naming a quantity. */
const partOf = (charge: ChargeRecord, delivered: number) =>
  delivered < charge.quantity ? { quantity: delivered } : {};
