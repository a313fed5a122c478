import type { Balance } from '../../shared/api/tokens.ts';
import { plans } from '../../shared/plans.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';

/** The copilot's own tool: it reads the balance of the account that is talking. */
export const balanceTool: McpTool = {
  name: 'tokens_get-balance',
  title: 'Token balance',
  description:
    'Reads the token balance of the account: tokens available now, tokens held, tokens used this ' +
    'period, the plan, and when the next tokens come. Use it for questions about balance, tokens ' +
    'left, usage or plan.',
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  isReadOnly: true,
  isDestructive: false,
  isIdempotent: true,
};

/**
 * A balance in words.
 *
 * @param heldByThisTurn tokens that the question itself is paying with
 */
export function describeBalance(balance: Balance, heldByThisTurn: number): string {
  const { title, tokensPerMonth } = plans[balance.plan];
  const heldByOthers = Math.max(0, balance.held - heldByThisTurn);
  return [
    `You have ${balance.available} tokens, this message already paid.`,
    ...(heldByOthers > 0 ? [`Set aside for other running work: ${heldByOthers}.`] : []),
    `Used this period: ${balance.usedThisPeriod}.`,
    `Your plan is ${title} with ${tokensPerMonth} tokens a month;`,
    `the next ones come on ${balance.period.end.slice(0, 10)}.`,
  ].join(' ');
}
