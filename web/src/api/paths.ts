import type { RouteName, routes } from '../../../shared/routes.ts';

type RoutePaths = { readonly [Name in RouteName]: (typeof routes)[Name]['path'] };

/**
 * The addresses the pages call. The compiler holds them to the route table, whose schemas would
 * quadruple the script if they were imported here.
 */
export const paths = {
  getMe: '/api/me',
  connect: '/api/mcp/connect',
  getConversation: '/api/mcp/conversations/{conversationId}',
  chat: '/api/mcp/chat',
  stopTurn: '/api/mcp/turns/{messageId}/stop',
  getBalance: '/api/tokens/balance',
  listTransactions: '/api/tokens/transactions',
  getPricing: '/api/tokens/pricing',
  estimateCharge: '/api/tokens/estimates',
  callTool: '/api/mcp/tools/{name}',
  getMedia: '/api/clients/{clientId}/media/{mediaId}',
  listJobs: '/api/jobs',
  getJob: '/api/jobs/{jobId}',
  getJobResults: '/api/jobs/{jobId}/results',
  cancelJob: '/api/jobs/{jobId}',
  exportJob: '/api/jobs/{jobId}/contacts',
} as const satisfies Partial<RoutePaths>;
