import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isServiceId } from '../../../shared/price-book.ts';
import { toolServices } from '../../../shared/tool-services.ts';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { listBuiltinTools } from './list-builtin-tools.ts';

let tools: readonly McpTool[];

beforeAll(async () => {
  tools = await listBuiltinTools('crm');
});

const findTool = (name: string): McpTool => {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`${name} is not listed`);
  return tool;
};
const inputOf = (name: string) =>
  z
    .looseObject({
      properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
      required: z.array(z.string()).default([]),
    })
    .parse(findTool(name).inputSchema);

describe('the tools of the CRM', () => {
  it('are exactly those that the price list names', () => {
    const listed = tools.map((tool) => tool.name).toSorted();
    expect(listed).toEqual(Object.keys(toolServices.crm).toSorted());
  });

  it('all cost nothing', () => {
    const server = { id: 'crm', kind: 'builtin' } as const;
    const tokens = tools.map((tool) => getToolPolicy(server, tool).tokens);
    expect(tokens).toEqual(tools.map(() => 0));
  });

  it('ask for approval only to delete a contact', () => {
    const server = { id: 'crm', kind: 'builtin' } as const;
    const asking = tools.filter((tool) => getToolPolicy(server, tool).needsApproval);
    expect(asking.map((tool) => tool.name)).toEqual(['contacts_delete-contact']);
  });

  it('only read where their name says get or search', () => {
    const reading = tools.filter((tool) => tool.isReadOnly).map((tool) => tool.name);
    const named = tools.map((tool) => tool.name).filter((name) => /_(get|search)-/.test(name));
    expect(reading).toEqual(named);
  });

  it('describe themselves and every argument', () => {
    for (const tool of tools) {
      expect(tool.title, tool.name).not.toBe(tool.name);
      expect(tool.description, tool.name).not.toBe('');
      for (const [argument, schema] of Object.entries(inputOf(tool.name).properties)) {
        expect(schema.description, `${tool.name} ${argument}`).toBeTruthy();
      }
    }
  });

  it('refuse unknown arguments in their schema', () => {
    for (const tool of tools) expect(tool.inputSchema['additionalProperties']).toBe(false);
  });
});

describe('contacts_create-contact', () => {
  it('requires the first name alone, so that a model asks for the rest by what it reads', () => {
    const { required, properties } = inputOf('contacts_create-contact');
    expect(required).toEqual(['firstName']);
    expect(properties['email']).toMatchObject({ type: 'string', format: 'email' });
    expect(properties['phone']?.description).toContain('ask for it when neither is known');
    expect(properties['email']?.description).toContain('ask for it when neither is known');
  });
});

describe('the price list of tools', () => {
  it('names only services that exist', () => {
    const listed = Object.values(toolServices).flatMap((server) => Object.values(server));
    const unknown = listed.filter((tool) => tool !== 'free' && !isServiceId(tool.service));
    expect(unknown).toEqual([]);
  });
});
