import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ToolOutcome } from '../operations/tool-request.ts';
import { endpointMetaKeys } from './endpoint-meta.ts';

/** MCP knows structured content as an object only. */
const structuredSchema = z.record(z.string(), z.unknown());

/** The copilot's own tool is not metered, so its calls have no name. */
type DescribedOutcome = Omit<ToolOutcome, 'toolCallId'> & Partial<Pick<ToolOutcome, 'toolCallId'>>;

/** What came of a call as MCP writes it, with its cost. */
export function describeOutcome(outcome: DescribedOutcome): CallToolResult {
  const { isError, text, structured, tokens, balanceAfter, toolCallId, isReplay, jobId } = outcome;
  const { content = [{ type: 'text', text }] } = outcome;
  const { data: structuredContent } = structuredSchema.safeParse(structured);
  return {
    isError,
    content,
    ...(structuredContent && { structuredContent }),
    _meta: {
      [endpointMetaKeys.tokens]: tokens,
      ...(balanceAfter !== null && { [endpointMetaKeys.balanceAfter]: balanceAfter }),
      ...(toolCallId !== undefined && { [endpointMetaKeys.toolCallId]: toolCallId }),
      [endpointMetaKeys.isReplay]: isReplay,
      ...(jobId !== undefined && { [endpointMetaKeys.jobId]: jobId }),
    },
  };
}
