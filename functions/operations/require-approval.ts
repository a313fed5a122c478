import type { OfferedTool } from '../agent/session-tools.ts';
import { AppError } from '../app-error.ts';
import { estimateCall } from '../mcp/estimate-call.ts';

/**
 * Makes sure that somebody has agreed to what a call costs now: a price shown before it rose is
 * asked for again. A tool that the client allows always does not ask.
 *
 * @throws AppError `approval_required` with what is to be agreed to, `amount_invalid`
 */
export function requireApproval(
  { tool, policy }: OfferedTool,
  args: Readonly<Record<string, unknown>>,
  approvedTokens: number | null,
): void {
  const { tokens } = estimateCall(policy, args);
  if (!policy.needsApproval || (approvedTokens !== null && approvedTokens >= tokens)) return;
  const { title } = tool;
  throw new AppError('approval_required', {
    detail: `${title} asks for approval of ${tokens} tokens first.`,
    members: { service: policy.service, tokens, title },
  });
}
