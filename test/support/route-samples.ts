import { randomUUID } from 'node:crypto';
import { endpointMetaKeys } from '../../functions/mcp-endpoint/endpoint-meta.ts';
import { createdApiKeySchema } from '../../shared/api/api-keys.ts';
import type { ServiceId } from '../../shared/price-book.ts';
import type { RouteName } from '../../shared/routes.ts';
import type { TestAccount } from './api-accounts.ts';
import { keyed, takeHold } from './api-charges.ts';
import type { Chat } from './api-client.ts';
import { makePicture } from './make-picture.ts';
import { tellCallStatus } from './tell-call-status.ts';

/** Somebody with a session, a message that was answered, and an open hold. */
export interface Caller {
  readonly account: TestAccount;
  readonly chat: Chat;
  /** A message that was answered before. */
  readonly messageId: string;
  /** An open one. */
  readonly holdId: string;
  /** A running one. */
  readonly jobId: string;
  /** Of a picture that was made, for the route that shows one. */
  readonly imageId: string | null;
  /** One that was placed. */
  readonly callId: string;
}
type RouteSample = (caller: Caller) => Promise<{ readonly status: number }>;

/** What a request that names its service asks for. */
export const sampledCharge = { service: 'social_post', quantity: 2 };

/** What the sample of a route asks for that names a tool. */
export const sampledServices: Partial<Record<RouteName, ServiceId>> = {
  callMcp: 'outbound_call',
  callTool: 'outbound_call',
};

const sampledMcpCall = {
  name: 'outbound_call',
  arguments: { to: '+12025550143' },
  _meta: { [endpointMetaKeys.approvedTokens]: 1 },
};

const apiKey = { name: 'Sample', scopes: ['tokens:read'] };

const allowancePath = ({ clientId }: TestAccount) =>
  `/api/clients/${clientId}/allowances/outreach/outbound_call`;
const credentialsPath = ({ clientId }: TestAccount) =>
  `/api/clients/${clientId}/credentials/gohighlevel`;

/** A valid call of every route. One that is missing here does not compile. */
export const routeSamples: Record<RouteName, RouteSample> = {
  connect: ({ account }) =>
    account.call('POST', '/api/mcp/connect', { clientId: account.clientId }),
  getSession: ({ account, chat }) => account.call('GET', `/api/mcp/sessions/${chat.sessionId}`),
  closeSession: ({ account, chat }) =>
    account.call('DELETE', `/api/mcp/sessions/${chat.sessionId}`),
  chat: ({ chat }) => chat.say('list my contacts'),
  callTool: ({ account, chat }) =>
    account.call(
      'POST',
      '/api/mcp/tools/outbound_call',
      { sessionId: chat.sessionId, arguments: { to: '+12025550143' }, approvedTokens: 1 },
      keyed(),
    ),
  listAllowances: ({ account }) =>
    account.call('GET', `/api/clients/${account.clientId}/allowances`),
  putAllowance: ({ account }) => account.call('PUT', allowancePath(account)),
  deleteAllowance: ({ account }) => account.call('DELETE', allowancePath(account)),
  stopTurn: ({ account, messageId }) => account.stop(messageId),
  getConversation: ({ account, chat }) =>
    account.call('GET', `/api/mcp/conversations/${chat.conversationId}`),
  getMe: ({ account }) => account.call('GET', '/api/me'),
  getBalance: ({ account }) => account.call('GET', '/api/tokens/balance'),
  listTransactions: ({ account }) => account.call('GET', '/api/tokens/transactions?limit=5'),
  getUsage: ({ account }) => account.call('GET', '/api/tokens/usage'),
  listApiKeys: ({ account }) => account.call('GET', '/api/api-keys'),
  createApiKey: ({ account }) => account.call('POST', '/api/api-keys', apiKey),
  getCredentials: ({ account }) => account.call('GET', credentialsPath(account)),
  putCredentials: ({ account }) =>
    account.call('PUT', credentialsPath(account), { fields: { token: 'pit-sample' } }),
  deleteCredentials: ({ account }) => account.call('DELETE', credentialsPath(account)),
  startAuthorization: ({ account: { call, clientId } }) =>
    call('POST', `/api/clients/${clientId}/credentials/hubspot/authorizations`),
  finishAuthorization: ({ account }) =>
    account.send('GET', '/api/oauth/callback?state=unknown&code=c'),
  revokeApiKey: async ({ account }) => {
    const { body } = await account.call('POST', '/api/api-keys', apiKey);
    const { keyId } = createdApiKeySchema.parse(body);
    return account.call('DELETE', `/api/api-keys/${keyId}`);
  },
  getPricing: ({ account }) => account.call('GET', '/api/tokens/pricing'),
  getHealth: ({ account }) => account.call('GET', '/api/health'),
  listJobs: ({ account }) => account.call('GET', `/api/jobs?clientId=${account.clientId}`),
  getJob: ({ account, jobId }) => account.call('GET', `/api/jobs/${jobId}`),
  getJobResults: ({ account, jobId }) => account.call('GET', `/api/jobs/${jobId}/results`),
  cancelJob: ({ account, jobId }) => account.call('DELETE', `/api/jobs/${jobId}`),
  exportJob: ({ account, jobId }) => account.call('POST', `/api/jobs/${jobId}/contacts`),
  getMedia: ({ account, imageId }) =>
    account.call('GET', `/api/clients/${account.clientId}/media/${imageId}`),
  getResourceMetadata: ({ account }) =>
    account.call('GET', '/.well-known/oauth-protected-resource'),
  getMcpResourceMetadata: ({ account }) =>
    account.call('GET', '/.well-known/oauth-protected-resource/mcp'),
  callMcp: async ({ account }) => {
    const request = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: sampledMcpCall };
    const response = await account.send('POST', '/mcp', request);
    await response.text();
    return response;
  },
  receiveCallStatus: ({ account, callId }) => tellCallStatus(account, callId),
  refuseMcpStream: ({ account }) => account.call('GET', '/mcp'),
  refuseMcpSessionEnd: ({ account }) => account.call('DELETE', '/mcp'),
  createCharge: ({ account }) =>
    account.call('POST', '/api/tokens/charges', sampledCharge, keyed()),
  createCharges: ({ account }) =>
    account.call('POST', '/api/tokens/charges/batch', {
      charges: [{ idempotencyKey: randomUUID(), ...sampledCharge }],
    }),
  createHold: ({ account }) => account.call('POST', '/api/tokens/holds', sampledCharge, keyed()),
  getHold: ({ account, holdId }) => account.call('GET', `/api/tokens/holds/${holdId}`),
  captureHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/capture`, undefined, keyed()),
  releaseHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/release`, undefined, keyed()),
  extendHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/extend`, { holdSeconds: 600 }, keyed()),
  estimateCharge: ({ account }) => account.call('POST', '/api/tokens/estimates', sampledCharge),
};

/** An account of its own for each, as a hold can be settled only once. */
export async function openCaller(
  openAccount: () => Promise<TestAccount>,
  name: RouteName,
): Promise<Caller> {
  const messageId = randomUUID();
  const account = await openAccount();
  const chat = await account.chat();
  await chat.say('hello', messageId);
  const { holdId } = await takeHold(account);
  const jobId = await account.startJob();
  const imageId = name === 'getMedia' ? await makePicture(account, chat) : null;
  const callId = await account.placeCall();
  return { account, chat, messageId, holdId, jobId, imageId, callId };
}
