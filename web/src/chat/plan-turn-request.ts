import type { ChatBody } from '../../../shared/api/copilot.ts';
import { limits } from '../../../shared/limits.ts';
import type { CopilotMessage } from './copilot-message.ts';
import { readMessageText } from './read-message-text.ts';

export type TurnRequest = Omit<ChatBody, 'sessionId'>;

/**
 * What to send for the conversation as it stands. The server keeps the history, so only the newest
 * message goes out, or the answers to the approvals that the newest reply waits for.
 *
 * @throws RangeError when the last message asks for nothing
 */
export function planTurnRequest(messages: readonly CopilotMessage[]): TurnRequest {
  const last = messages.at(-1);
  if (last?.role === 'user') return { message: { id: last.id, text: readMessageText(last) } };
  const turnId = last?.metadata?.turnId;
  const approvals = last ? readApprovals(last) : [];
  if (turnId === undefined || approvals.length === 0) {
    throw new RangeError('there is no message and no approval to send');
  }
  return { message: { id: turnId }, approvals };
}

function readApprovals(message: CopilotMessage): NonNullable<ChatBody['approvals']> {
  return message.parts
    .flatMap((part) =>
      part.type === 'dynamic-tool' && part.state === 'approval-responded'
        ? [{ approvalId: part.approval.id, approved: part.approval.approved }]
        : [],
    )
    .slice(0, limits.approvalsPerRequestCount);
}
