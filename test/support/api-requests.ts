import { randomUUID } from 'node:crypto';
import { type RouteName, routes } from '../../shared/routes.ts';
import { buildCallForm } from './twilio-server.ts';

/** What a request may name. */
export interface RequestIds {
  readonly clientId: string;
  readonly sessionId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly holdId: string;
  readonly keyId: string;
  readonly jobId: string;
  readonly mediaId: string;
  readonly callId: string;
}

export interface ApiRequest {
  readonly path: string;
  /** Besides those of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>> | string;
}

const leads = { service: 'business_collector', quantity: 100 };

/** Besides the ids in its path, what each route needs to be valid. A missing route does not compile. */
const bodies: Record<RouteName, ((ids: RequestIds) => ApiRequest['body']) | null> = {
  connect: ({ clientId }) => ({ clientId }),
  getSession: null,
  closeSession: null,
  callTool: ({ sessionId }) => ({
    sessionId,
    arguments: { to: '+12025550143' },
    approvedTokens: 1,
  }),
  listAllowances: null,
  putAllowance: null,
  deleteAllowance: null,
  chat: ({ sessionId }) => ({ sessionId, message: { id: randomUUID(), text: 'hello' } }),
  stopTurn: null,
  getConversation: null,
  getMe: null,
  getBalance: null,
  listTransactions: null,
  getUsage: null,
  getPricing: null,
  getHealth: null,
  createCharge: ({ clientId }) => ({ ...leads, clientId }),
  createCharges: () => ({ charges: [{ idempotencyKey: randomUUID(), ...leads }] }),
  createHold: ({ clientId }) => ({ ...leads, clientId }),
  getHold: null,
  captureHold: () => ({ quantity: 50 }),
  releaseHold: () => ({ reason: 'mine now' }),
  extendHold: () => ({ holdSeconds: 7_200 }),
  estimateCharge: () => leads,
  listApiKeys: null,
  createApiKey: () => ({ name: 'Mine', scopes: ['tokens:read'] }),
  revokeApiKey: null,
  getCredentials: null,
  putCredentials: () => ({ fields: { token: 'mine' } }),
  deleteCredentials: null,
  startAuthorization: () => ({ returnPath: '/' }),
  finishAuthorization: null,
  listJobs: null,
  getJob: null,
  getJobResults: null,
  cancelJob: null,
  exportJob: null,
  getMedia: null,
  getResourceMetadata: null,
  getMcpResourceMetadata: null,
  callMcp: () => ({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  receiveCallStatus: () => new URLSearchParams(buildCallForm()).toString(),
  refuseMcpStream: null,
  refuseMcpSessionEnd: null,
};

/** What stands behind the path. */
const queries: Partial<Record<RouteName, (ids: RequestIds) => string>> = {
  listJobs: ({ clientId }) => `?clientId=${encodeURIComponent(clientId)}`,
};

/** Names of servers and tools, which are nobody's. */
const nobodys: Readonly<Record<string, string>> = {
  server: 'gohighlevel',
  tool: 'outbound_call',
  name: 'outbound_call',
};

/** A valid request to a route that names these ids wherever it can. */
export function buildRequest(name: RouteName, ids: RequestIds): ApiRequest {
  const body = bodies[name]?.(ids);
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    if (Object.hasOwn(nobodys, parameter)) return nobodys[parameter]!;
    if (!(parameter in ids)) throw new Error(`no id by the name of ${parameter}`);
    return encodeURIComponent(ids[parameter as keyof RequestIds]);
  });
  const isForm = typeof body === 'string';
  const query = queries[name]?.(ids) ?? '';
  return {
    path: `${path}${query}`,
    ...(body && { body }),
    ...(isForm && { headers: formHeaders }),
  };
}

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

/** Whether anything depends on who owns the ids that a request names. */
export const namesIds = (name: RouteName): boolean => {
  const { path, body } = buildRequest(name, placeholders);
  return [path, JSON.stringify(body ?? {})].some((text) => text.includes(placeholder));
};

const placeholder = 'an-id';
const placeholders: RequestIds = {
  clientId: placeholder,
  sessionId: placeholder,
  conversationId: placeholder,
  messageId: placeholder,
  holdId: placeholder,
  keyId: placeholder,
  jobId: placeholder,
  mediaId: placeholder,
  callId: placeholder,
};
