import { expect, it } from 'vitest';
import { withoutHeaderMirrors } from '../../../functions/mcp-endpoint/without-header-mirrors.ts';

it('drops the wish for headers at any depth, and nothing else', () => {
  const region = { type: 'string', 'x-mcp-header': 'Region' };
  const schema = {
    type: 'object' as const,
    properties: { region, place: { type: 'object', properties: { region } } },
    required: ['region'],
  };
  const plain = { type: 'string' };
  expect(withoutHeaderMirrors(schema)).toEqual({
    type: 'object',
    properties: { region: plain, place: { type: 'object', properties: { region: plain } } },
    required: ['region'],
  });
});

it('keeps an argument that goes by that name', () => {
  const schema = { type: 'object' as const, properties: { 'x-mcp-header': { type: 'string' } } };
  expect(withoutHeaderMirrors(schema)).toEqual(schema);
});
