import { generateText, isStepCount, type ModelMessage } from 'ai';
import { createOfflineModel } from '../../../../functions/agent/offline/offline-model.ts';
import { toToolSet, type MadeUpTools } from './made-up-tools.ts';

/** A Monday. */
export const now = new Date('2026-11-23T10:00:00Z');

export interface Exchange {
  readonly reply: string;
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
}

export interface Talk {
  say(message: string): Promise<Exchange>;
  /** What the model has been shown so far; a test may cut it. */
  readonly history: ModelMessage[];
}

/** A conversation through the real loop: every message goes with the whole history. */
export function startTalk(tools: MadeUpTools, clock: () => Date = () => now): Talk {
  const history: ModelMessage[] = [];
  return {
    history,
    async say(message) {
      history.push({ role: 'user', content: message });
      const result = await generateText({
        model: createOfflineModel({ now: clock }),
        messages: history,
        tools: toToolSet(tools),
        stopWhen: isStepCount(6),
      });
      history.push(...result.responseMessages);
      const calls = result.steps
        .flatMap((step) => step.toolCalls)
        .map(({ toolName, input }) => ({ name: toolName, input: input as unknown }));
      return { reply: result.text, calls };
    },
  };
}

/** Says several messages and gives the last exchange. */
export async function sayAll(talk: Talk, ...messages: string[]): Promise<Exchange> {
  let last: Exchange = { reply: '', calls: [] };
  for (const message of messages) last = await talk.say(message);
  return last;
}
