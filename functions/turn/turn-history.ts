import type { CopilotMessage, CopilotPart } from '../agent/copilot-message.ts';
import type { Turn } from '../store/turns.ts';
import { replyOf, userMessageOf } from './stored-reply.ts';

type ToolPart = Extract<CopilotPart, { type: 'dynamic-tool' }>;

/** Why a card that nobody answered counts as denied. */
const movedOn = 'The user went on without approving.';
const cutShort = 'Stopped before it finished.';

/** The conversation as the model is shown it: turns without a reply are left out. */
export function toHistory(turns: readonly Turn[]): CopilotMessage[] {
  return turns.flatMap((turn) => {
    const reply = replyOf(turn);
    if (reply === null || reply.parts.length === 0) return [];
    return [userMessageOf(turn), { ...reply, parts: closeOpenParts(reply.parts) }];
  });
}

/**
 * Gives every tool call an outcome: nothing may look as if it were still running, and the model
 * cannot go on after a call without one.
 */
export const closeOpenParts = (parts: readonly CopilotPart[]): CopilotPart[] =>
  parts.map((part) => {
    if (part.type === 'text') return { ...part, state: 'done' };
    return part.type === 'dynamic-tool' ? closeToolPart(part) : part;
  });

function closeToolPart(part: ToolPart): ToolPart {
  const { type, toolName, toolCallId, title, input } = part;
  const call = { type, toolName, toolCallId, title, input };
  switch (part.state) {
    case 'approval-requested': {
      const { id, descriptor } = part.approval;
      const approval = { id, descriptor, approved: false as const, reason: movedOn };
      return { ...call, state: 'output-denied', approval };
    }
    case 'input-streaming':
    case 'input-available':
    case 'approval-responded':
      return { ...call, state: 'output-error', errorText: cutShort };
    default:
      return part;
  }
}

/** Whether a tool may have done something that must not be done again. */
export const hasActed = (parts: readonly CopilotPart[]): boolean =>
  parts.some(
    (part) =>
      part.type === 'dynamic-tool' &&
      part.state !== 'input-streaming' &&
      part.state !== 'approval-requested' &&
      part.state !== 'output-denied',
  );

export const isWaiting = (parts: readonly CopilotPart[]): boolean =>
  parts.some((part) => part.type === 'dynamic-tool' && part.state === 'approval-requested');

/** Whether there is anything in a reply that a person would call one. */
export const hasSubstance = (parts: readonly CopilotPart[]): boolean =>
  parts.some((part) => part.type === 'dynamic-tool' || (part.type === 'text' && part.text.trim()));
