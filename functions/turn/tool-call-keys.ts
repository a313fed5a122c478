import { createHash } from 'node:crypto';
import type { CopilotPart } from '../agent/copilot-message.ts';

/**
 * Makes the keys of a turn's tool calls, one after the other. The same call has the same key when a
 * message is answered anew after its process died, whatever id the model gives it then; made twice
 * within a turn it is two calls.
 *
 * @param priorParts what the turn has done already, when it goes on after an approval
 * @returns the key of the next call: message id, hash of tool and arguments, and a count
 */
export function countToolCalls(messageId: string, priorParts: readonly CopilotPart[]) {
  const counts = new Map<string, number>();
  const nextKey = (toolName: string, args: unknown): string => {
    const call = hashOf(JSON.stringify([toolName, args]));
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    return `${messageId}:${call}:${count}`;
  };
  for (const part of priorParts) if (wasMade(part)) nextKey(part.toolName, part.input);
  return nextKey;
}

type ToolPart = Extract<CopilotPart, { type: 'dynamic-tool' }>;

const wasMade = (part: CopilotPart): part is ToolPart =>
  part.type === 'dynamic-tool' &&
  (part.state === 'output-available' || part.state === 'output-error');

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');
