import type { StoredMessage } from '../../shared/api/copilot.ts';
import { uiMessageSchema } from '../../shared/api/copilot.ts';
import { limits } from '../../shared/limits.ts';
import type { CopilotMessage, CopilotPart } from '../agent/copilot-message.ts';
import type { Turn } from '../store/turns.ts';

const cutNote = '\n\n*[The rest of this reply was too long to keep.]*';

export const replyIdOf = (messageId: string) => `${messageId}:reply`;

/** The parts of a reply as JSON, within {@link limits.replyBytes}: the longest give way. */
export function serialiseParts(parts: readonly CopilotPart[]): string {
  const json = JSON.stringify(parts);
  if (Buffer.byteLength(json) <= limits.replyBytes) return json;
  // A quarter is left for the arguments and names around the texts; four bytes a character at most.
  const charactersPerPart = Math.floor((limits.replyBytes * 0.75) / 4 / Math.max(1, parts.length));
  return JSON.stringify(parts.map((part) => cutPart(part, charactersPerPart)));
}

function cutPart(part: CopilotPart, characters: number): CopilotPart {
  if (part.type === 'text' && part.text.length > characters) {
    return { ...part, text: part.text.slice(0, characters) + cutNote };
  }
  if (part.type === 'dynamic-tool' && part.state === 'output-available') {
    const text = JSON.stringify(part.output).slice(0, characters);
    return { ...part, output: { isError: false, text } };
  }
  return part;
}

export const userMessageOf = (turn: Turn): CopilotMessage => ({
  id: turn.messageId,
  role: 'user',
  parts: [{ type: 'text', text: turn.text }],
});

/** The stored reply, or null while there is none. */
export function replyOf(turn: Turn): CopilotMessage | null {
  if (turn.replyJson === undefined) return null;
  const stored: StoredMessage = uiMessageSchema.parse({
    id: replyIdOf(turn.messageId),
    role: 'assistant',
    metadata: metadataOf(turn),
    parts: JSON.parse(turn.replyJson),
  });
  // The parts were written by serialiseParts.
  return stored as CopilotMessage;
}

export const metadataOf = (turn: Turn) => ({
  turnId: turn.messageId,
  createdAt: turn.createdAt,
  tokens: turn.tokens,
  balanceAfter: turn.balanceAfter,
  // A turn that goes on after an approval still carries the outcome of its first part.
  outcome: turn.status === 'running' ? ('running' as const) : (turn.outcome ?? 'running'),
});
