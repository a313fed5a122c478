import { describe, expect, it } from 'vitest';
import { metadataOf, replyOf, serialiseParts } from '../../../functions/turn/stored-reply.ts';
import type { CopilotPart } from '../../../functions/agent/copilot-message.ts';
import { turnMetadataSchema } from '../../../shared/api/copilot.ts';
import { limits } from '../../../shared/limits.ts';
import { buildTurn, textPart, toolParts } from '../../support/api-turns.ts';

const bytesOf = (json: string) => Buffer.byteLength(json);
const outputOf = (text: string): CopilotPart => ({
  ...toolParts['output-available'],
  output: { isError: false, text, structured: { contacts: [text] } },
});

describe('a stored reply', () => {
  it('comes back as it was stored', () => {
    const parts = [textPart('Hello, Añaña 🙂'), ...Object.values(toolParts)];
    const turn = buildTurn({ status: 'ended', replyJson: serialiseParts(parts) });
    expect(replyOf(turn)).toMatchObject({ id: 'message-1:reply', role: 'assistant', parts });
  });

  it('is none while there is none', () => {
    expect(replyOf(buildTurn())).toBeNull();
  });

  it.each<[string, CopilotPart[]]>([
    ['a text of a megabyte', [textPart('x'.repeat(1024 * 1024))]],
    ['a text that is long in bytes only', [textPart('🙂'.repeat(60_000))]],
    ['many long texts', Array.from({ length: 40 }, () => textPart('y'.repeat(20_000)))],
    ['long results of tools', Array.from({ length: 16 }, () => outputOf('z'.repeat(20_000)))],
    ['results full of quotes', Array.from({ length: 16 }, () => outputOf('"\\\n'.repeat(7_000)))],
  ])('keeps %s within the limit', (_, parts) => {
    const json = serialiseParts(parts);
    expect(bytesOf(json)).toBeLessThanOrEqual(limits.replyBytes);
    expect(replyOf(buildTurn({ replyJson: json }))?.parts).toHaveLength(parts.length);
  });

  it('says where a text was cut, and leaves the short ones whole', () => {
    const json = serialiseParts([textPart('short'), textPart('x'.repeat(1024 * 1024))]);
    const [short, long] = replyOf(buildTurn({ replyJson: json }))?.parts ?? [];
    expect(short).toEqual(textPart('short'));
    expect(long).toMatchObject({ text: expect.stringMatching(/^x{1000,}[^]*too long to keep/) });
  });

  it('keeps a cut result a result', () => {
    const json = serialiseParts([outputOf('z'.repeat(300_000))]);
    expect(replyOf(buildTurn({ replyJson: json }))?.parts).toMatchObject([
      {
        state: 'output-available',
        output: { isError: false, text: expect.stringContaining('zzz') },
      },
    ]);
  });

  it('of exactly the limit is not cut', () => {
    const room = limits.replyBytes - bytesOf(JSON.stringify([textPart('')]));
    const parts = [textPart('x'.repeat(room))];
    expect(serialiseParts(parts)).toBe(JSON.stringify(parts));
    expect(serialiseParts([textPart('x'.repeat(room + 1))])).toContain('too long to keep');
  });
});

describe('the metadata of a turn', () => {
  it.each([
    [{ status: 'running' }, 'running'],
    [{ status: 'running', outcome: 'waiting' }, 'running'],
    [{ status: 'waiting', outcome: 'waiting' }, 'waiting'],
    [{ status: 'ended', outcome: 'completed' }, 'completed'],
    [{ status: 'ended', outcome: 'stopped' }, 'stopped'],
    [{ status: 'failed', outcome: 'failed' }, 'failed'],
  ] as const)('of %j says %s', (overrides, outcome) => {
    const metadata = metadataOf(buildTurn(overrides));
    expect(turnMetadataSchema.parse(metadata)).toEqual({
      turnId: 'message-1',
      createdAt: '2026-03-01T12:00:00.000Z',
      tokens: 1,
      balanceAfter: 99,
      outcome,
    });
  });
});
