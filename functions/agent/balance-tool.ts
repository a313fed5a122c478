import type { Balance } from '../../shared/api/tokens.ts';
import { plans } from '../../shared/plans.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';
import type { ToolResult } from '../mcp/tool-result.ts';

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
 * The balance as a tool result: facts for a model, which says them in the user's language, and the
 * same in words for the card.
 *
 * @param heldByThisTurn tokens that the question itself is paying with; null when it is free
 */
export function describeBalance(balance: Balance, heldByThisTurn: number | null): ToolResult {
  const { title, tokensPerMonth } = plans[balance.plan];
  const { available, usedThisPeriod } = balance;
  const heldForOtherWork = Math.max(0, balance.held - (heldByThisTurn ?? 0));
  const nextTokensOn = balance.period.end.slice(0, 10);
  const text = [
    `You have ${available} tokens${heldByThisTurn === null ? '' : ', this message already paid'}.`,
    ...(heldForOtherWork > 0 ? [`Set aside for other running work: ${heldForOtherWork}.`] : []),
    `Used this period: ${usedThisPeriod}.`,
    `Your plan is ${title} with ${tokensPerMonth} tokens a month;`,
    `the next ones come on ${nextTokensOn}.`,
  ].join(' ');
  const facts = { available, usedThisPeriod, plan: title, tokensPerMonth, nextTokensOn };
  const structured = heldForOtherWork > 0 ? { ...facts, heldForOtherWork } : facts;
  return { isError: false, text, structured };
}
