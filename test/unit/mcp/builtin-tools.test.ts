import { describe, expect, it } from 'vitest';
import { builtinTools } from '../../../functions/mcp/builtin-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { builtinServerIds } from '../../../shared/tool-services.ts';
import { listBuiltinTools } from './list-builtin-tools.ts';

describe('the tools of built-in servers, without the servers', () => {
  it.each(builtinServerIds)(
    'are those that %s answers to tools/list, in the same order',
    async (id) => {
      const listed = await listBuiltinTools(id);
      expect(listed.length).toBeGreaterThanOrEqual(4);
      expect(builtinTools[id]?.()).toStrictEqual(listed);
    },
  );

  it('are known for every built-in server of the catalogue', () => {
    const { entries } = createServerCatalogue();
    const builtin = entries.filter(({ kind }) => kind === 'builtin').map(({ id }) => id);
    expect(Object.keys(builtinTools)).toEqual(builtin);
  });
});
