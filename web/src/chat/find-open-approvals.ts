import type { CopilotMessage, ToolCallPart } from './copilot-message.ts';

export type OpenApproval = Extract<ToolCallPart, { state: 'approval-requested' }>;

/**
 * The approval cards that wait for an answer, oldest first. Only the newest message can wait: a
 * later message has gone on without it.
 */
export const findOpenApprovals = (messages: readonly CopilotMessage[]): OpenApproval[] =>
  messages
    .at(-1)
    ?.parts.filter(
      (part): part is OpenApproval =>
        part.type === 'dynamic-tool' && part.state === 'approval-requested',
    ) ?? [];
