/**
 * What the model believes things cost and plans give: written down once more, so that a price
 * book which is wrong does not prove itself right.
 */
const tokensPerUnit: Readonly<Record<string, number>> = {
  ai_chat_message: 1,
  outbound_call: 1,
  /** 20 for 100 leads. */
  business_collector: 0.2,
  social_post: 10,
  contact_create: 0,
};

export interface PlanTerms {
  readonly monthly: number;
  /** Tokens that may be carried into the next month. */
  readonly carried: number;
}

export const planTerms = {
  free: { monthly: 100, carried: 0 },
  starter: { monthly: 500, carried: 1_000 },
  growth: { monthly: 2_000, carried: 5_000 },
  professional: { monthly: 7_500, carried: Infinity },
} as const satisfies Record<string, PlanTerms>;

export type PlanName = keyof typeof planTerms;
export type Level = 'ok' | 'low' | 'critical' | 'empty';

/** The largest quantity and amount of one command. */
export const billion = 1_000_000_000;

export const isKnownService = (service: string): boolean => Object.hasOwn(tokensPerUnit, service);

export const isCount = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity >= 0 && quantity <= billion;

export const isAmount = (tokens: number): boolean => isCount(tokens) && tokens > 0;

/** Rounded up, and not by the error of a fraction: 0.2 x 5 is 1. */
export const priceFor = (service: string, quantity: number): number =>
  Math.ceil(Number((quantity * (tokensPerUnit[service] ?? NaN)).toFixed(6)));

/** Low below a quarter of the month's tokens, critical below a tenth. */
export function levelOf(tokens: number, plan: PlanName): Level {
  const { monthly } = planTerms[plan];
  if (tokens === 0) return 'empty';
  if (tokens * 10 < monthly) return 'critical';
  return tokens * 4 < monthly ? 'low' : 'ok';
}
