import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ToolOutcome } from '../operations/tool-request.ts';
import { endpointMetaKeys } from './endpoint-meta.ts';

/** MCP knows structured content as an object only. */
const structuredSchema = z.record(z.string(), z.unknown());

/** What came of a call as MCP writes it, with its cost. */
export function describeOutcome(outcome: ToolOutcome): CallToolResult {
  const { isError, text, structured, tokens, balanceAfter, toolCallId, isReplay, jobId } = outcome;
  const { data: structuredContent } = structuredSchema.safeParse(structured);
  return {
    isError,
    content: [{ type: 'text', text }],
    ...(structuredContent && { structuredContent }),
    _meta: {
      [endpointMetaKeys.tokens]: tokens,
      ...(balanceAfter !== null && { [endpointMetaKeys.balanceAfter]: balanceAfter }),
      [endpointMetaKeys.toolCallId]: toolCallId,
      [endpointMetaKeys.isReplay]: isReplay,
      ...(jobId !== undefined && { [endpointMetaKeys.jobId]: jobId }),
    },
  };
}
