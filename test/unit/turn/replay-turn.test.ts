import { readUIMessageStream } from 'ai';
import { describe, expect, it } from 'vitest';
import type {
  CopilotChunk,
  CopilotMessage,
  CopilotPart,
} from '../../../functions/agent/copilot-message.ts';
import { replayTurn } from '../../../functions/turn/replay-turn.ts';
import { buildTurn, textPart, toolParts } from '../../support/api-turns.ts';
import { followReply } from '../../support/api-reply.ts';

/** The message that a page puts together from the stream of a replay. */
async function readByPage(parts: readonly CopilotPart[]) {
  const turn = buildTurn({
    status: 'ended',
    outcome: 'completed',
    replyJson: JSON.stringify(parts),
  });
  const headers = { 'content-type': 'text/event-stream' };
  const { chunks } = await followReply(new Response(replayTurn(turn), { headers })).end;
  const stream = new ReadableStream<CopilotChunk>({
    start(controller) {
      // They were written as chunks of the protocol.
      for (const chunk of chunks) controller.enqueue(chunk as unknown as CopilotChunk);
      controller.close();
    },
  });
  const versions: CopilotMessage[] = [];
  for await (const version of readUIMessageStream<CopilotMessage>({ stream })) {
    versions.push(version);
  }
  return versions.at(-1);
}

describe('a replay', () => {
  it('is the same message as the first time, marked as a replay', async () => {
    const message = await readByPage([{ type: 'step-start' }, textPart('Good day.')]);
    expect(message).toMatchObject({
      id: 'message-1:reply',
      role: 'assistant',
      metadata: { isReplay: true, tokens: 1, balanceAfter: 99, outcome: 'completed' },
      parts: [{ type: 'step-start' }, { type: 'text', text: 'Good day.', state: 'done' }],
    });
  });

  it.each(['output-available', 'output-error', 'output-denied', 'approval-requested'] as const)(
    'shows a call in the state %s as it is',
    async (state) => {
      const message = await readByPage([toolParts[state], textPart('There.')]);
      const { toolName, toolCallId, input } = toolParts[state];
      expect(message?.parts).toMatchObject([
        { type: 'dynamic-tool', toolName, toolCallId, input, state },
        { type: 'text', text: 'There.' },
      ]);
    },
  );

  it('keeps texts and calls in their order', async () => {
    const message = await readByPage([
      textPart('one'),
      toolParts['output-available'],
      textPart('two'),
    ]);
    expect(message?.parts.map(({ type }) => type)).toEqual(['text', 'dynamic-tool', 'text']);
  });

  it('of a turn without a reply ends all the same', async () => {
    const turn = buildTurn({ status: 'ended', outcome: 'failed' });
    const headers = { 'content-type': 'text/event-stream' };
    const reply = await followReply(new Response(replayTurn(turn), { headers })).end;
    expect(reply).toMatchObject({ text: '', metadata: { isReplay: true, outcome: 'failed' } });
  });
});
