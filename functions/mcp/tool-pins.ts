import type { McpTool } from './mcp-tool.ts';
import { fingerprintTool } from './tool-fingerprint.ts';

/** Fingerprints by the name of the tool. */
export type ToolPins = Readonly<Record<string, string>>;

/** Remembers tools as they were when somebody saw them. */
export const pinTools = (tools: readonly McpTool[]): ToolPins =>
  Object.fromEntries(tools.map((tool) => [tool.name, fingerprintTool(tool)]));

/** Whether a tool is new since then, or says something else about itself. */
export const isChanged = (pins: ToolPins, tool: McpTool): boolean =>
  !Object.hasOwn(pins, tool.name) || pins[tool.name] !== fingerprintTool(tool);
