import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commandsArbitrary } from '../support/ledger-arbitraries.ts';
import { expectInvariants } from '../support/ledger-invariants.ts';
import { createMemoryLedger, type Outcome } from '../support/ledger-memory.ts';
import { createLedgerModel } from '../support/ledger-model.ts';

it('answers every sequence of commands as a plain purse would, and keeps its invariants', () => {
  fc.assert(
    fc.property(commandsArbitrary(40), (commands) => {
      const ledger = createMemoryLedger();
      const model = createLedgerModel();
      for (const command of commands) {
        const forecast = model.apply(command);
        expect(ledger.execute(command)).toMatchObject(forecast);
        const { stored } = ledger.items();
        const found = stored.kind === 'sound' ? stored.state : null;
        expect(found?.available ?? null).toBe(model.balance());
        expect(found?.usedThisPeriod ?? 0).toBe(model.used());
      }
      expectInvariants(ledger.items());
    }),
    { numRuns: 1_000 },
  );
}, 60_000);

it('gives the first answers again, and changes nothing, when all commands are sent again', () => {
  fc.assert(
    fc.property(commandsArbitrary(20), (commands) => {
      const ledger = createMemoryLedger();
      const first = commands.map((command) => ({ command, outcome: ledger.execute(command) }));
      const before = ledger.items();
      for (const { command, outcome } of first) {
        // These have no key: sent again, they mean the account as it is now.
        if (['open', 'freeze', 'unfreeze'].includes(command.kind) || 'refused' in outcome) continue;
        expect(ledger.execute(command)).toEqual(replayOf(outcome));
      }
      expect(ledger.items()).toEqual(before);
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** How a charge stands is told anew; all else is as it was. */
const replayOf = (outcome: Outcome) => ({
  ...outcome,
  ...('status' in outcome && { status: expect.any(String) }),
  isReplay: true,
});
