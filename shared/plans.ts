/** The packages an account can be on. Prices in whole US dollars a month, amounts in tokens. */
export const plans = {
  free: { title: 'Free', tokensPerMonth: 100, usdPerMonth: 0, rolloverTokens: 0 },
  starter: { title: 'Starter', tokensPerMonth: 500, usdPerMonth: 29, rolloverTokens: 1_000 },
  growth: { title: 'Growth', tokensPerMonth: 2_000, usdPerMonth: 99, rolloverTokens: 5_000 },
  professional: {
    title: 'Professional',
    tokensPerMonth: 7_500,
    usdPerMonth: 299,
    /** null: without limit. */
    rolloverTokens: null,
  },
} as const;

export type PlanId = keyof typeof plans;
export const planIds = Object.keys(plans) as [PlanId, ...PlanId[]];

/** The plan of a new account, and the one assumed when a stored account names none. */
export const defaultPlanId: PlanId = 'free';

/** Below these shares of the plan's monthly tokens a balance counts as low or critical. */
export const balanceAlertShares = { low: 0.25, critical: 0.1 } as const;

/** Where a refusal for lack of tokens sends people. */
export const topUpPath = '/#buy';

/** From good to worse. */
export const balanceLevels = ['ok', 'low', 'critical', 'empty'] as const;
export type BalanceLevel = (typeof balanceLevels)[number];

export function balanceLevel(available: number, plan: PlanId): BalanceLevel {
  if (available <= 0) return 'empty';
  const share = available / plans[plan].tokensPerMonth;
  if (share < balanceAlertShares.critical) return 'critical';
  return share < balanceAlertShares.low ? 'low' : 'ok';
}
