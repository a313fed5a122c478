import type { StoredAllowance } from '../store/allowances.ts';
import type { McpTool } from './mcp-tool.ts';
import { fingerprintTool } from './tool-fingerprint.ts';

/** That somebody allows a tool, as it is now, to run without asking. */
export const buildAllowance = (
  server: string,
  tool: McpTool,
  allowed: { readonly by: string; readonly at: Date },
): StoredAllowance => ({
  server,
  tool: tool.name,
  fingerprint: fingerprintTool(tool),
  allowedAt: allowed.at.toISOString(),
  allowedBy: allowed.by,
});
