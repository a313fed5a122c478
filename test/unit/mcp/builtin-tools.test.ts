import { describe, expect, it } from 'vitest';
import { builtinTools } from '../../../functions/mcp/builtin-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { listCrmTools } from './list-builtin-tools.ts';

describe('the tools of built-in servers, without the servers', () => {
  it('are those that the real CRM server answers to tools/list, in the same order', async () => {
    const listed = await listCrmTools();
    expect(listed.length).toBeGreaterThanOrEqual(18);
    expect(builtinTools.crm?.()).toStrictEqual(listed);
  });

  it('are known for every built-in server of the catalogue', () => {
    const { entries } = createServerCatalogue();
    const builtin = entries.filter(({ kind }) => kind === 'builtin').map(({ id }) => id);
    expect(Object.keys(builtinTools)).toEqual(builtin);
  });
});
