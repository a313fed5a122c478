import { lastAssistantMessageIsCompleteWithApprovalResponses } from 'ai';
import type { CopilotMessage } from './copilot-message.ts';
import { listAnsweredApprovals } from './list-answered-approvals.ts';

/**
 * Tells when the answers to approval cards go out: once every open card has one. Each answer goes
 * out once, because a reply that left its card as it was would make the chat ask forever.
 */
export function createApprovalGate() {
  const sent = new Set<string>();
  return ({ messages }: { messages: CopilotMessage[] }): boolean => {
    if (!lastAssistantMessageIsCompleteWithApprovalResponses({ messages })) return false;
    const fresh = listAnsweredApprovals(messages).filter((id) => !sent.has(id));
    for (const id of fresh) sent.add(id);
    return fresh.length > 0;
  };
}
