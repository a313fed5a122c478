import type { LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider';
import * as z from 'zod';
import { limits } from '../../../../shared/limits.ts';
import { offlineLimits } from '../offline-limits.ts';
import { readOutcome } from '../results/read-outcome.ts';
import type { Turn, TurnCall } from './turn.ts';

type AssistantMessage = Extract<LanguageModelV4Message, { role: 'assistant' }>;
type ToolMessage = Extract<LanguageModelV4Message, { role: 'tool' }>;

const inputSchema = z.record(z.string(), z.json()).catch({});

/**
 * The conversation as turns, oldest first, at most {@link offlineLimits.replayTurnCount}. What
 * stands before the first message of a person belongs to a turn that is no longer shown.
 */
export function readConversation(prompt: LanguageModelV4Prompt): readonly Turn[] {
  const turns: Turn[] = [];
  for (const message of prompt) {
    const last = turns.at(-1);
    if (message.role === 'user') turns.push(startTurn(message.content));
    else if (last && message.role !== 'system') turns[turns.length - 1] = extendTurn(last, message);
  }
  return turns.slice(-offlineLimits.replayTurnCount);
}

type UserContent = Extract<LanguageModelV4Message, { role: 'user' }>['content'];

function startTurn(content: UserContent): Turn {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  return { message: text.slice(0, limits.messageTextCharacters), reply: '', calls: [] };
}

const extendTurn = (turn: Turn, message: AssistantMessage | ToolMessage): Turn =>
  message.role === 'assistant' ? withAssistant(turn, message) : withResults(turn, message);

function withAssistant(turn: Turn, message: AssistantMessage): Turn {
  const texts = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const calls = message.content.flatMap((part): TurnCall[] =>
    part.type === 'tool-call'
      ? [
          {
            id: part.toolCallId,
            toolName: part.toolName,
            input: inputSchema.parse(part.input),
            outcome: null,
          },
        ]
      : [],
  );
  return {
    ...turn,
    reply: [turn.reply, ...texts].filter((text) => text !== '').join('\n\n'),
    calls: [...turn.calls, ...calls].slice(0, offlineLimits.callsPerTurn),
  };
}

function withResults(turn: Turn, message: ToolMessage): Turn {
  const outcomes = new Map(
    message.content.flatMap((part) =>
      part.type === 'tool-result' ? [[part.toolCallId, readOutcome(part.output)] as const] : [],
    ),
  );
  const calls = turn.calls.map((call) => ({
    ...call,
    outcome: outcomes.get(call.id) ?? call.outcome,
  }));
  return { ...turn, calls };
}
