import type { StoredAllowance } from '../store/allowances.ts';
import type { McpTool } from './mcp-tool.ts';
import type { ServerEntry } from './server-catalogue.ts';
import { fingerprintTool } from './tool-fingerprint.ts';

/**
 * Whether a client allows a tool always. What was allowed of a server elsewhere is the tool as it
 * was then; our own change with our releases alone.
 */
export const isAllowed = (
  allowances: readonly StoredAllowance[],
  entry: Pick<ServerEntry, 'id' | 'kind'>,
  tool: McpTool,
): boolean =>
  allowances.some(
    (allowance) =>
      allowance.server === entry.id &&
      allowance.tool === tool.name &&
      (entry.kind === 'builtin' || allowance.fingerprint === fingerprintTool(tool)),
  );
