import fc from 'fast-check';
import { chargeIdOf } from '../../functions/ledger/charge-record.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { testAccountId } from './ledger-builders.ts';

/** Few keys, so that replays, keys used for something else and settlements that meet are common. */
const keyArbitrary = fc.constantFrom('key-1', 'key-2', 'key-3', 'key-4', 'key-5', 'key-6');
const chargeIdArbitrary = keyArbitrary.map(chargeIdOf);

const serviceArbitrary = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('ai_chat_message', 'business_collector') },
  { weight: 6, arbitrary: fc.constantFrom('social_post', 'outbound_call', 'contact_create') },
  { weight: 1, arbitrary: fc.constant('no_such_service') },
);
const quantityArbitrary = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 1, 2, 7) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 151 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, 1_000_000_000_000) },
);
const origin = { accountId: fc.constant(testAccountId), actor: fc.constant('user:ada') };
const spend = {
  ...origin,
  idempotencyKey: keyArbitrary,
  service: serviceArbitrary,
  quantity: quantityArbitrary,
};

/** One command of any kind for one account; now and then one that no caller should send. */
export const commandArbitrary: fc.Arbitrary<LedgerCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const), ...origin }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('charge' as const), ...spend }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      holdSeconds: fc.constant(900),
      ...spend,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('capture' as const),
      chargeId: chargeIdArbitrary,
      quantity: fc.option(quantityArbitrary, { nil: undefined }),
      ...origin,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('release' as const),
      chargeId: chargeIdArbitrary,
      reason: fc.constant('not delivered'),
      ...origin,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      idempotencyKey: keyArbitrary,
      tokens: fc.constantFrom(1, 5, 40, 0),
      bucket: fc.constantFrom('purchase' as const, 'promo' as const, 'referral' as const),
      ...origin,
    }),
  },
);

/** Commands in order, with earlier ones sent again word by word in between. */
export const commandsArbitrary = (maxLength: number): fc.Arbitrary<LedgerCommand[]> =>
  fc
    .array(fc.tuple(commandArbitrary, fc.option(fc.nat(), { freq: 3 })), { maxLength })
    .map((picks) =>
      picks.reduce<LedgerCommand[]>((commands, [fresh, again]) => {
        const earlier = again === null ? undefined : commands[again % (commands.length || 1)];
        return [...commands, earlier ?? fresh];
      }, []),
    );
