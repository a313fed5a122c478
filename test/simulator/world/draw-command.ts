import type { CustomerCommand } from '../model/customer-command.ts';
import type { AccountFollower } from '../checks/account-follower.ts';
import { balanceOf } from '../model/purse.ts';
import type { Payment } from '../model/view.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** How often each kind is asked for. */
const kindWeights = {
  charge: 30,
  hold: 20,
  capture: 15,
  release: 6,
  expire: 2,
  extend: 4,
  grant: 7,
  refund: 6,
  adjust: 4,
  'change plan': 2,
  freeze: 0.6,
  unfreeze: 1.5,
  open: 1.5,
} as const satisfies Record<CustomerCommand['kind'], number>;

const dayMs = 24 * 60 * 60 * 1000;
/** Tokens end on few different days, so that their buckets meet. */
const endGridDays = 10;

export interface Draw {
  readonly random: SeededRandom;
  readonly follower: AccountFollower;
  readonly nowMs: number;
  /** A key that was never used on this account. */
  readonly freshKey: () => string;
}

/** A command that somebody could send to the account as it is; now and then one nobody should. */
export function drawCommand(draw: Draw): CustomerCommand {
  const { random, follower, freshKey } = draw;
  const origin = { accountId: follower.accountId, actor: 'user:ada' };
  const keyed = { ...origin, idempotencyKey: freshKey() };
  const chargeId = () => drawChargeId(draw);
  const maybeKeyed = () => (random.chance(0.4) ? keyed : origin);
  const kind = random.pickWeighted(kindWeights);
  switch (kind) {
    case 'charge':
      return {
        ...keyed,
        kind,
        ...drawService(draw),
        ...(random.chance(0.1) && { isAfterTheFact: true }),
      };
    case 'hold':
      return { ...keyed, kind, ...drawService(draw), holdSeconds: drawHoldSeconds(random) };
    case 'capture':
      return { ...maybeKeyed(), kind, ...drawCapture(draw) };
    case 'release':
      return { ...maybeKeyed(), kind, chargeId: chargeId(), reason: 'not delivered' };
    case 'expire':
      return { ...maybeKeyed(), kind, chargeId: chargeId() };
    case 'extend':
      return { ...maybeKeyed(), kind, chargeId: chargeId(), holdSeconds: drawHoldSeconds(random) };
    case 'refund': {
      const part = random.chance(0.6) ? { tokens: random.between(0, 12) } : {};
      return { ...keyed, kind, chargeId: chargeId(), ...part, reason: 'sent twice' };
    }
    case 'freeze':
    case 'unfreeze':
      return { ...origin, kind, reason: 'looked at' };
    case 'open':
      return { ...origin, kind };
    case 'grant':
    case 'adjust':
    case 'change plan':
      return drawCredit(draw, kind, keyed);
  }
}

function drawCredit(
  { random, nowMs }: Draw,
  kind: 'grant' | 'adjust' | 'change plan',
  keyed: { accountId: string; actor: string; idempotencyKey: string },
): CustomerCommand {
  if (kind === 'adjust') {
    return { ...keyed, kind, tokens: random.between(-30, 20), reason: 'counted anew' };
  }
  if (kind === 'change plan') {
    const plan = random.pickWeighted({ free: 6, starter: 5, growth: 1, professional: 0.3 });
    return { ...keyed, kind, plan };
  }
  const bucket = random.pick(['purchase', 'promo', 'referral', 'migrated'] as const);
  const isEnding = (bucket === 'promo' || bucket === 'referral') && random.chance(0.7);
  const gridMs = endGridDays * dayMs;
  const end =
    (Math.floor(nowMs / gridMs) + random.between(random.chance(0.05) ? 0 : 1, 3)) * gridMs;
  const expiry = isEnding ? { expiresAt: new Date(end).toISOString() } : {};
  return {
    ...keyed,
    kind,
    tokens: random.chance(0.03) ? 0 : random.between(1, 60),
    bucket,
    ...expiry,
  };
}

/** Prices between nothing and somewhat more than there is, so that balances run out. */
function drawService({ random, follower }: Draw): { service: string; quantity: number } {
  if (random.chance(0.02)) return { service: 'no_such_service', quantity: 1 };
  if (random.chance(0.02)) return { service: 'outbound_call', quantity: random.pick([-1, 0.5]) };
  const { purse } = follower.history.now();
  const available = purse === null ? 100 : balanceOf(purse);
  const service = random.pickWeighted({
    ai_chat_message: 8,
    outbound_call: 3,
    business_collector: 5,
    social_post: 5,
    contact_create: 1,
  });
  if (service === 'business_collector') {
    // Five leads a token.
    const most = Math.ceil(available * 5 * (random.chance(0.2) ? 1.3 : 0.3));
    return { service, quantity: random.between(0, most) };
  }
  const most = service === 'social_post' ? Math.ceil(available / 30) + 1 : 3;
  return { service, quantity: random.chance(0.6) ? 1 : random.between(0, most) };
}

/** Above what an index may trail behind, so that a hold is found there when it is due. */
const drawHoldSeconds = (random: SeededRandom) =>
  random.pick([10, 30, 60, 900, 900, 3_600, 86_400]);

function drawCapture(draw: Draw): { chargeId: string; quantity?: number } {
  const { random, follower } = draw;
  const chargeId = drawChargeId(draw);
  const payment = follower.history.now().payment(chargeId);
  if (payment === undefined || random.chance(0.5)) return { chargeId };
  const most = payment.quantity + (random.chance(0.1) ? 7 : 0);
  return { chargeId, quantity: random.between(0, most) };
}

/** Mostly a hold that is open, else any payment, and now and then none at all. */
function drawChargeId({ random, follower }: Draw): string {
  const payments = follower.history.payments();
  if (payments.length === 0 || random.chance(0.04)) return 'no-such-charge';
  const open = payments.filter(({ status }) => status === 'open');
  const recent = payments.slice(-12);
  const pool: readonly Payment[] = random.chance(0.6) && open.length > 0 ? open : recent;
  return random.pick(pool).chargeId;
}
