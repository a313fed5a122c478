import { describe, expect, it } from 'vitest';
import type { CopilotPart } from '../../../functions/agent/copilot-message.ts';
import { countToolCalls } from '../../../functions/turn/tool-call-keys.ts';

const args = { firstName: 'Lina' };
const made: CopilotPart = {
  type: 'dynamic-tool',
  toolName: 'create',
  toolCallId: 'call-1',
  state: 'output-available',
  input: args,
  output: {},
};

describe('the keys of tool calls', () => {
  it('are the same when a turn is run again', () => {
    const run = () => {
      const keyOf = countToolCalls('m1', []);
      return [keyOf('create', args), keyOf('find', {}), keyOf('create', args)];
    };
    expect(run()).toEqual(run());
  });

  it('differ by message, tool, arguments, and how often the call was made', () => {
    const keyOf = countToolCalls('m1', []);
    const keys = [
      keyOf('create', args),
      keyOf('create', args),
      keyOf('create', { firstName: 'Bob' }),
      keyOf('find', args),
      countToolCalls('m2', [])('create', args),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('go on counting after an approval, but not a call that was never made', () => {
    const [first, second] = [countToolCalls('m1', []), countToolCalls('m1', [made])];
    expect(second('create', args)).not.toBe(first('create', args));
    const denied: CopilotPart = {
      ...made,
      state: 'output-denied',
      output: undefined,
      approval: { id: 'a', approved: false },
    };
    expect(countToolCalls('m1', [denied])('create', args)).toBe(
      countToolCalls('m1', [])('create', args),
    );
  });
});
