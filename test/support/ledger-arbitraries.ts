import fc from 'fast-check';
import { bucketKinds } from '../../functions/ledger/account/buckets.ts';
import { chargeIdOf } from '../../functions/ledger/account/charge-record.ts';
import { isSettle, isSpend, type LedgerCommand } from '../../functions/ledger/commands.ts';
import { planIds } from '../../shared/plans.ts';
import { testAccountId, testTime } from './ledger-builders.ts';

/** Few keys, so that replays, keys used for something else and settlements that meet are common. */
const keyArbitrary = fc.integer({ min: 1, max: 12 }).map((number) => `key-${number}`);
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
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined });
const origin = { accountId: fc.constant(testAccountId), actor: fc.constant('user:ada') };
const kind = <Kind extends LedgerCommand['kind']>(name: Kind) => fc.constant(name);
const spend = {
  ...origin,
  idempotencyKey: keyArbitrary,
  service: serviceArbitrary,
  quantity: quantityArbitrary,
};
const settle = { ...origin, chargeId: chargeIdArbitrary };
const reason = fc.constant('not delivered');

/** What a plain purse understands: no deadlines, no periods, no expiry. */
const purseArbitraries = [
  { weight: 1, arbitrary: fc.record({ kind: kind('open'), ...origin }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('charge'), ...spend }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: kind('hold'), holdSeconds: fc.constant(900), ...spend }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('capture'),
      quantity: optional(quantityArbitrary),
      ...settle,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('release'), reason, ...settle }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('grant'),
      idempotencyKey: keyArbitrary,
      tokens: fc.constantFrom(1, 5, 40, 0),
      bucket: fc.constantFrom('purchase' as const, 'promo' as const, 'referral' as const),
      ...origin,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('refund'),
      idempotencyKey: keyArbitrary,
      tokens: optional(fc.constantFrom(1, 2, 7, 0, 1_000)),
      reason,
      ...settle,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('adjust'),
      idempotencyKey: keyArbitrary,
      tokens: fc.constantFrom(9, -9, -60, 0),
      reason,
      ...origin,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('freeze'), reason, ...origin }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('unfreeze'), reason, ...origin }) },
];

const settleKey = { idempotencyKey: optional(keyArbitrary) };
const daysAfter = (days: number) =>
  new Date(Date.parse(testTime) + days * 24 * 60 * 60 * 1000).toISOString();

/** The rest: all that keys of settlements and the passing of time bring. */
const timedArbitraries = [
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('expire'), ...settle, ...settleKey }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('extend'),
      holdSeconds: fc.constantFrom(60, 900, 86_400),
      ...settle,
      idempotencyKey: keyArbitrary,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('capture'),
      quantity: optional(quantityArbitrary),
      ...settle,
      ...settleKey,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('release'), reason, ...settle, ...settleKey }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('charge'), isAfterTheFact: fc.constant(true), ...spend }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('grant'),
      idempotencyKey: keyArbitrary,
      tokens: fc.constantFrom(3, 25, 60),
      bucket: fc.constantFrom(...bucketKinds.filter((name) => name !== 'plan')),
      expiresAt: optional(fc.constantFrom(1, 31, 45, 62, 400).map(daysAfter)),
      ...origin,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('change plan'),
      idempotencyKey: keyArbitrary,
      plan: fc.constantFrom(...planIds),
      ...origin,
    }),
  },
];

export const purseCommandArbitrary: fc.Arbitrary<LedgerCommand> = fc.oneof(...purseArbitraries);

/** One command of any kind for one account; now and then one that no caller should send. */
export const commandArbitrary: fc.Arbitrary<LedgerCommand> = fc.oneof(
  ...purseArbitraries,
  ...timedArbitraries,
);

/** Which earlier command to send again, if any. */
const againArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.nat() },
);
/** Which earlier payment a settlement or refund is about; null leaves it to chance. */
const aimArbitrary = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: fc.nat() },
);

/** Commands in order, with earlier ones sent again word by word in between. */
export const commandsArbitrary = (
  maxLength: number,
  arbitrary: fc.Arbitrary<LedgerCommand> = purseCommandArbitrary,
): fc.Arbitrary<LedgerCommand[]> =>
  fc
    .array(fc.tuple(arbitrary, againArbitrary, aimArbitrary), { maxLength, size: 'max' })
    .map((picks) =>
      picks.reduce<LedgerCommand[]>((commands, [fresh, again, aim]) => {
        const earlier = again === null ? undefined : commands[again % (commands.length || 1)];
        return [...commands, earlier ?? (aim === null ? fresh : aimAt(commands, fresh, aim))];
      }, []),
    );

function aimAt(
  commands: readonly LedgerCommand[],
  command: LedgerCommand,
  aim: number,
): LedgerCommand {
  const isRefund = command.kind === 'refund';
  if (!isRefund && !isSettle(command)) return command;
  const targets = commands.filter((other) => (isRefund ? isSpend(other) : other.kind === 'hold'));
  const target = targets[aim % (targets.length || 1)];
  if (target === undefined || !isSpend(target)) return command;
  return { ...command, chargeId: chargeIdOf(target.idempotencyKey) };
}

/** From one moment to the next: mostly moments, at times months. */
const secondsArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 0, 1, 30) },
  { weight: 3, arbitrary: fc.constantFrom(900, 901, 3_600, 86_400) },
  { weight: 3, arbitrary: fc.integer({ min: 86_400, max: 70 * 86_400 }) },
);

export interface TimedCommand {
  readonly command: LedgerCommand;
  /** ISO 8601 time in UTC. */
  readonly now: string;
}

/** Commands of every kind at moments of which none is before the one before it. */
export const timedCommandsArbitrary = (maxLength: number): fc.Arbitrary<TimedCommand[]> =>
  fc
    .tuple(
      commandsArbitrary(maxLength, commandArbitrary),
      fc.array(secondsArbitrary, { minLength: maxLength, maxLength }),
    )
    .map(([commands, steps]) => {
      let nowMs = Date.parse(testTime);
      return commands.map((command, index) => {
        nowMs += (steps[index] ?? 0) * 1000;
        return { command, now: new Date(nowMs).toISOString() };
      });
    });
