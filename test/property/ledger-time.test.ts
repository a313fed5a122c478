import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpend, type LedgerCommand } from '../../functions/ledger/commands.ts';
import { timedCommandsArbitrary } from '../support/ledger-arbitraries.ts';
import { expectInvariants } from '../support/ledger-invariants.ts';
import { createMemoryLedger } from '../support/ledger-memory.ts';

const millisecondsAfter = (time: string, ms: number) =>
  new Date(Date.parse(time) + ms).toISOString();

describe('commands of every kind, at any time', () => {
  it('keep the invariants of the ledger', () => {
    fc.assert(
      fc.property(timedCommandsArbitrary(30), (timed) => {
        const ledger = createMemoryLedger();
        for (const { command, now } of timed) {
          ledger.execute(command, now);
          expectInvariants(ledger.items());
        }
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('keep them when the clock goes back now and then, and entries never do', () => {
    const back = fc.array(fc.constantFrom(0, 0, 5_000, 3_600_000), { minLength: 30 });
    fc.assert(
      fc.property(timedCommandsArbitrary(30), back, (timed, steps) => {
        const ledger = createMemoryLedger();
        for (const [index, { command, now }] of timed.entries()) {
          ledger.execute(command, millisecondsAfter(now, -(steps[index] ?? 0)));
        }
        expectInvariants(ledger.items());
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('leave no token that has outlived its time once the account is settled', () => {
    fc.assert(
      fc.property(timedCommandsArbitrary(30), (timed) => {
        const ledger = createMemoryLedger();
        for (const { command, now } of timed) ledger.execute(command, now);
        const end = timed.at(-1)?.now ?? '';
        ledger.settle(end);
        const { stored } = ledger.items();
        if (stored.kind !== 'sound') return;
        const { buckets } = stored.state;
        expect(buckets.filter(({ expiresAt }) => expiresAt && expiresAt <= end)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('settling time', () => {
  it('often comes to the same entries and the same state as only when a command needs it', () => {
    const pauses = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }));
    fc.assert(
      fc.property(timedCommandsArbitrary(30), pauses, (timed, moments) => {
        const [eager, lazy] = [createMemoryLedger(), createMemoryLedger()];
        let last = timed[0]?.now ?? '';
        for (const [index, { command, now }] of timed.entries()) {
          const elapsed = Date.parse(now) - Date.parse(last);
          for (const share of (moments[index] ?? []).toSorted((left, right) => left - right)) {
            eager.settle(millisecondsAfter(last, Math.floor(share * elapsed)));
          }
          last = now;
          expect(eager.execute(command, now)).toEqual(lazy.execute(command, now));
        }
        eager.settle(last);
        lazy.settle(last);
        expect(eager.items()).toEqual(lazy.items());
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

it('changes nothing when all commands are sent again, whatever has happened since', () => {
  fc.assert(
    fc.property(timedCommandsArbitrary(30), (timed) => {
      const ledger = createMemoryLedger();
      const first = timed.map(({ command, now }) => ({
        command,
        outcome: ledger.execute(command, now),
      }));
      const end = timed.at(-1)?.now;
      const before = ledger.items();
      const carriedOut = first.filter(
        ({ command, outcome }) =>
          !('refused' in outcome) && !unkeyedKinds.includes(command.kind) && !outcome.isReplay,
      );
      for (const { command } of carriedOut) ledger.execute(command, end);
      expect(ledger.items()).toEqual(before);
      for (const { command, outcome } of carriedOut.filter(({ command }) => isKept(command))) {
        expect(ledger.execute(command, end)).toEqual({ ...outcome, isReplay: true });
      }
    }),
    { numRuns: 400 },
  );
}, 60_000);

/** Sent again, these mean the account as it is now. */
const unkeyedKinds: readonly LedgerCommand['kind'][] = ['open', 'freeze', 'unfreeze'];

/** Whether a record of its own keeps the answer word by word; a charge tells how it stands. */
const isKept = (command: LedgerCommand) =>
  !isSpend(command) && 'idempotencyKey' in command && command.idempotencyKey !== undefined;
