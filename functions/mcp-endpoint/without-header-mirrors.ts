import * as z from 'zod';
import type { McpTool } from '../mcp/mcp-tool.ts';

const headerMirror = 'x-mcp-header';
const schemaSchema = z.looseObject({ type: z.literal('object') });

/**
 * The schema of a tool without its wish to see arguments once more as headers. Nothing on the way
 * through the meter is routed by them, and a client that sent them would have to be checked.
 */
export const withoutHeaderMirrors = (schema: McpTool['inputSchema']): McpTool['inputSchema'] =>
  schemaSchema.parse(
    JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
      // An argument by that name has a schema, which is an object.
      name === headerMirror && typeof value === 'string' ? undefined : value,
    ),
  );
