import type { Tool } from '@modelcontextprotocol/server';
import { priceBook } from '../../shared/price-book.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import type { ToolPolicy } from '../mcp/tool-policy.ts';
import { endpointMetaKeys } from './endpoint-meta.ts';
import { withoutHeaderMirrors } from './without-header-mirrors.ts';

/** A tool as the endpoint lists it: as its server does, with what it costs. */
export function describeTool({ tool, policy }: OfferedTool): Tool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: withoutHeaderMirrors(tool.inputSchema),
    annotations: {
      title: tool.title,
      readOnlyHint: tool.isReadOnly,
      destructiveHint: tool.isDestructive,
      idempotentHint: tool.isIdempotent,
    },
    _meta: {
      [endpointMetaKeys.price]: describePrice(policy),
      [endpointMetaKeys.needsApproval]: policy.needsApproval,
    },
  };
}

function describePrice({ service, tokens }: ToolPolicy) {
  if (service === null || tokens === 0) return null;
  const { perQuantity, unit } = priceBook.services[service];
  return { service, tokens, perQuantity, unit };
}
