import type { CopilotMessage } from './copilot-message.ts';

/** Ids of the approvals of the newest message that were answered and have not run yet. */
export const listAnsweredApprovals = (messages: readonly CopilotMessage[]): string[] =>
  messages
    .at(-1)
    ?.parts.flatMap((part) =>
      part.type === 'dynamic-tool' && part.state === 'approval-responded' ? [part.approval.id] : [],
    ) ?? [];
