import type { CopilotMessage } from './copilot-message.ts';
import { listAnsweredApprovals } from './list-answered-approvals.ts';

/**
 * What trying again means for the conversation as it stands: sending the newest message or the
 * answers to its approvals once more, or reading where the server has got to. The last holds for a
 * turn that went on after an approval: its answers count once.
 */
export type Resend = 'message' | 'approvals' | 'reload';

export function planResend(messages: readonly CopilotMessage[]): Resend {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return 'message';
  if (listAnsweredApprovals([last]).length > 0) return 'approvals';
  return last.parts.some(wasAnswered) ? 'reload' : 'message';
}

const wasAnswered = (part: CopilotMessage['parts'][number]): boolean =>
  part.type === 'dynamic-tool' && part.approval?.approved !== undefined;
