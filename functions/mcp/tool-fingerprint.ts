import { createHash } from 'node:crypto';
import type { McpTool } from './mcp-tool.ts';

/**
 * What a tool says about itself, in 64 letters: name, texts, argument schema and annotations. What
 * somebody agreed to holds for this fingerprint; a server that changes a tool gets another one.
 */
export const fingerprintTool = (tool: McpTool): string =>
  createHash('sha256').update(JSON.stringify(tool, sortMembers)).digest('hex');

/** A server may list the members of a schema in another order each time. */
function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
