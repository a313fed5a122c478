import type { ToolOutcome } from '../api/form-answer-schemas.ts';
import { runToolCall, type ToolCallPorts } from './run-tool-call.ts';

/** Calls a tool that only reads: each time anew, so each time with a key of its own. */
export const callFreeTool = (
  ports: ToolCallPorts,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<ToolOutcome> => runToolCall(ports, { name, args, key: crypto.randomUUID() });
