import type { ToolExecutionOptions } from 'ai';
import { describe, expect, it } from 'vitest';
import { type CallOfferedTool, toToolSet } from '../../../functions/agent/session-tools.ts';
import { AppError } from '../../../functions/app-error.ts';
import { balanceTool } from '../../../functions/agent/balance-tool.ts';

const policy = {
  service: 'outbound_call',
  tokens: 1,
  quantityArgument: null,
  needsApproval: true,
} as const;
const tool = { ...balanceTool, name: 'outbound_call', title: 'Place a call', isReadOnly: false };

describe('a tool as the model gets it', () => {
  const offer = (call: CallOfferedTool) => toToolSet([{ tool, policy }], call)['outbound_call'];
  const { signal } = new AbortController();
  // Of its options a tool reads these two.
  const options = { toolCallId: 'call-1', abortSignal: signal } as ToolExecutionOptions<unknown>;

  it('carries its price and whether it asks', () => {
    const offered = offer(async () => ({ isError: false, text: '' }));
    expect(offered).toMatchObject({
      title: 'Place a call',
      providerOptions: {
        copilot: {
          service: 'outbound_call',
          tokens: 1,
          needsApproval: true,
          title: 'Place a call',
          isReadOnly: false,
        },
      },
    });
  });

  it('is called with its arguments, its call and the signal of the turn', async () => {
    const seen: unknown[] = [];
    const offered = offer(async (item, args, call) => {
      seen.push(item.tool.name, args, call);
      return { isError: false, text: 'Placed.' };
    });
    expect(await offered?.execute?.({ to: '+1' }, options)).toEqual({
      isError: false,
      text: 'Placed.',
    });
    expect(seen).toEqual(['outbound_call', { to: '+1' }, { toolCallId: 'call-1', signal }]);
  });

  it('tells the model of a refusal', async () => {
    const offered = offer(() => Promise.reject(new AppError('insufficient_tokens')));
    expect(await offered?.execute?.({}, options)).toEqual({
      isError: true,
      text: 'Not enough tokens.',
    });
  });

  it('ends the turn on anything that was not foreseen', async () => {
    const offered = offer(() => Promise.reject(new Error('bug')));
    await expect(offered?.execute?.({}, options)).rejects.toThrow('bug');
  });

  it.each([
    [
      { isError: true, text: 'No.' },
      { type: 'error-text', value: 'No.' },
    ],
    [
      { isError: false, text: 'Yes.' },
      { type: 'text', value: 'Yes.' },
    ],
    [
      { isError: false, text: 'Yes.', structured: { id: 1 } },
      { type: 'json', value: { id: 1 } },
    ],
  ])('shows the model %j as %j', async (output, expected) => {
    const offered = offer(async () => output);
    const shown = await offered?.toModelOutput?.({ toolCallId: 'call-1', input: {}, output });
    expect(shown).toEqual(expected);
  });
});
