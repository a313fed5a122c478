import { describe, expect, it } from 'vitest';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { limits } from '../../../shared/limits.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

describe('the arguments of a tool', () => {
  const called: unknown[] = [];
  const callTool = createCallToolMetered({
    log: createRecordingLog(),
    ledger: { execute: () => Promise.reject(new Error('no tokens may move')) },
    toolCalls: { noteDelivery: () => Promise.reject(new Error('nothing is delivered')) },
    now: () => new Date(),
  });
  const callWith = (text: string) =>
    callTool({
      connection: {
        callTool: async (_name, args) => {
          called.push(args);
          return { isError: false, text: 'Done.' };
        },
      },
      tool: { name: 'contacts_create-note' },
      policy: { service: null, tokens: 0, quantityArgument: null, needsApproval: false },
      args: { text },
      idempotencyKey: 'call-1',
      payer: { accountId: '7', actor: 'user:ada', clientId: '15', sessionId: 'ses_1' },
    });
  const besides = JSON.stringify({ text: '' }).length;

  it('may be as large as the limit', async () => {
    expect(await callWith('x'.repeat(limits.toolArgumentsBytes - besides))).toMatchObject({
      text: 'Done.',
    });
  });

  it.each([
    ['a byte more', 'x'.repeat(limits.toolArgumentsBytes - besides + 1)],
    ['fewer characters but more bytes', 'ñ'.repeat(limits.toolArgumentsBytes / 2)],
  ])('with %s are refused before anything runs or is paid', async (_, text) => {
    called.length = 0;
    await expect(callWith(text)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(called).toEqual([]);
  });
});
