import type { SettleAnswer } from '../ledger/decision.ts';

/** What became of a hold, for whoever captured or released it. */
export const describeSettlement = (answer: SettleAnswer) => ({
  body: {
    holdId: answer.chargeId,
    status: answer.status,
    capturedTokens: answer.capturedTokens,
    releasedTokens: answer.releasedTokens,
    balanceAfter: answer.balanceAfter,
  },
  isReplay: answer.isReplay,
});
