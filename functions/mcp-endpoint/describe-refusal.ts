import type { CallToolResult } from '@modelcontextprotocol/server';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { AppError } from '../app-error.ts';
import { endpointMetaKeys } from './endpoint-meta.ts';

/** How a client without forms agrees to a price. */
const howToApprove =
  `Ask the user, then call again with "${endpointMetaKeys.approvedTokens}" in _meta set to the ` +
  'tokens they agreed to. The user can also allow this tool always in Metered Copilot.';

/**
 * A refused call as a result that a model can read and a program can act on. Nothing was paid.
 *
 * @param publicOrigin where addresses in it lead: `https://copilot.example.com`
 */
export function describeRefusal(error: AppError, publicOrigin: string): CallToolResult {
  const { code, members } = error;
  const { topUpUrl, ...others } = members;
  const isApproval = code === 'approval_required';
  const how = isApproval ? ` ${howToApprove}` : '';
  return {
    isError: true,
    content: [{ type: 'text', text: `${error.message}${how}` }],
    structuredContent: {
      ...others,
      code,
      isRetryable: errorCatalogue[code].isRetryable,
      ...(typeof topUpUrl === 'string' && { topUpUrl: new URL(topUpUrl, publicOrigin).href }),
      ...(isApproval && { how: howToApprove }),
    },
    _meta: { [endpointMetaKeys.tokens]: 0 },
  };
}
