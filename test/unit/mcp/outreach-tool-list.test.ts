import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { outreachTools } from '../../../functions/mcp/servers/outreach-tools.ts';
import { toolServices } from '../../../shared/tool-services.ts';
import { listBuiltinTools } from './list-builtin-tools.ts';

const server = { id: 'outreach', kind: 'builtin' } as const;
const schemaOf = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
  required: z.array(z.string()).default([]),
  additionalProperties: z.literal(false),
});

describe('the tools of the outreach server', () => {
  let tools: readonly McpTool[];
  beforeAll(async () => {
    tools = await listBuiltinTools('outreach');
  });

  it('stand in the price list, all of them', () => {
    const unpriced = tools.filter(({ name }) => !Object.hasOwn(toolServices.outreach, name));
    expect(unpriced).toEqual([]);
  });

  it('ask for approval exactly where they cost tokens', () => {
    for (const tool of tools) {
      const { tokens, needsApproval } = getToolPolicy(server, tool);
      expect(needsApproval, tool.name).toBe(tokens > 0);
    }
    expect(tools.filter((tool) => getToolPolicy(server, tool).needsApproval)).not.toEqual([]);
  });

  it('never say that they only read when they cost tokens', () => {
    const paid = tools.filter((tool) => getToolPolicy(server, tool).tokens > 0);
    expect(paid.filter(({ isReadOnly }) => isReadOnly)).toEqual([]);
  });

  it('describe themselves and every argument, and refuse others', () => {
    for (const tool of tools) {
      expect(tool.title, tool.name).not.toBe(tool.name);
      expect(tool.description, tool.name).not.toBe('');
      const { properties } = schemaOf.parse(tool.inputSchema);
      for (const [argument, { description }] of Object.entries(properties)) {
        expect(description, `${tool.name} ${argument}`).toBeTruthy();
      }
    }
  });

  it('are asked before a hold exactly where they have something to say then', () => {
    const asked = outreachTools.filter(
      (tool) =>
        getToolPolicy(server, { ...tool, isReadOnly: false, isDestructive: false }).isPrechecked,
    );
    const answering = outreachTools.filter(({ precheck }) => precheck !== undefined);
    expect(asked.map(({ name }) => name)).toEqual(answering.map(({ name }) => name));
  });

  it('need only a number to place a call', () => {
    const { inputSchema } = tools.find(({ name }) => name === 'outbound_call')!;
    expect(schemaOf.parse(inputSchema).required).toEqual(['to']);
  });
});
