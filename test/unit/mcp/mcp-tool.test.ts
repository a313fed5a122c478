import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { mcpToolSchema, readListedTools } from '../../../functions/mcp/mcp-tool.ts';

const buildListed = (overrides: Record<string, unknown> = {}) => ({
  name: 'lookup',
  inputSchema: { type: 'object', properties: { id: { type: 'string' } } },
  ...overrides,
});
const readOne = (overrides: Record<string, unknown>) =>
  readListedTools([buildListed(overrides)]).tools[0];

describe('readListedTools', () => {
  it('takes a tool without annotations for one that writes and destroys', () => {
    expect(readOne({})).toMatchObject({
      title: 'lookup',
      description: '',
      isReadOnly: false,
      isDestructive: true,
      isIdempotent: false,
    });
  });

  it.each([
    [{ readOnlyHint: true }, { isReadOnly: true, isDestructive: false, isIdempotent: true }],
    [
      { readOnlyHint: true, destructiveHint: true },
      { isReadOnly: true, isDestructive: false },
    ],
    [{ destructiveHint: false }, { isReadOnly: false, isDestructive: false }],
    [{ idempotentHint: true }, { isReadOnly: false, isDestructive: true, isIdempotent: true }],
  ])('reads the annotations %o', (annotations, expected) => {
    expect(readOne({ annotations })).toMatchObject(expected);
  });

  it('prefers the title of the tool to that of its annotations', () => {
    const annotations = { title: 'Old title' };
    expect(readOne({ annotations })?.title).toBe('Old title');
    expect(readOne({ annotations, title: 'New title' })?.title).toBe('New title');
  });

  it.each([
    ['a dot in its name', { name: 'a.b' }],
    ['an empty name', { name: '' }],
    ['a name of 65 characters', { name: 'x'.repeat(65) }],
    ['a name that is no text', { name: 7 }],
    ['an input that is no object', { inputSchema: { type: 'string' } }],
    ['no input schema', { inputSchema: undefined }],
    ['a huge input schema', { inputSchema: { type: 'object', x: 'x'.repeat(40_000) } }],
    ['a hint that is no boolean', { annotations: { readOnlyHint: 'yes' } }],
  ])('leaves out a tool with %s and keeps the others', (_, overrides) => {
    const { tools, leftOutCount } = readListedTools([
      buildListed(overrides),
      buildListed({ name: 'good' }),
    ]);
    expect(tools.map((tool) => tool.name)).toEqual(['good']);
    expect(leftOutCount).toBe(1);
  });

  it('keeps the first of two tools with one name', () => {
    const { tools } = readListedTools([
      buildListed({ description: 'first' }),
      buildListed({ description: 'second' }),
    ]);
    expect(tools.map((tool) => tool.description)).toEqual(['first']);
  });

  it('keeps no more tools than a session may have', () => {
    const many = Array.from({ length: 200 }, (_, index) => buildListed({ name: `tool${index}` }));
    const { tools, leftOutCount } = readListedTools(many);
    expect(tools).toHaveLength(limits.sessionToolCount);
    expect(leftOutCount).toBe(200 - limits.sessionToolCount);
  });

  it('cuts long descriptions', () => {
    expect(readOne({ description: 'x'.repeat(10_000) })?.description).toHaveLength(4_000);
  });

  it('answers tools that a session can keep and read back', () => {
    const tool = readOne({ title: 'Look up' });
    expect(mcpToolSchema.parse(JSON.parse(JSON.stringify(tool)))).toEqual(tool);
  });
});
