import * as z from 'zod';
import {
  chatBodySchema,
  connectBodySchema,
  conversationParamsSchema,
  conversationSchema,
  meSchema,
  sessionParamsSchema,
  sessionSchema,
  stopTurnSchema,
  turnParamsSchema,
} from './api/copilot.ts';
import {
  balanceSchema,
  healthSchema,
  pricingSchema,
  transactionsQuerySchema,
  transactionsSchema,
  usageQuerySchema,
  usageSchema,
} from './api/tokens.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { chargeRoutes } from './charge-routes.ts';
import { credentialRoutes } from './credential-routes.ts';
import { discoveryRoutes } from './discovery-routes.ts';
import { jobRoutes } from './job-routes.ts';
import type { ErrorCode } from './error-catalogue.ts';
import { mcpEndpointRoutes } from './mcp-endpoint-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import type { ServiceId } from './price-book.ts';
import type { Scope } from './scopes.ts';
import { toolRoutes } from './tool-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** A list that can be had as a file of CSV, too, for who accepts `text/csv`. */
export interface CsvExport {
  /** The member of the answer that is the list; the file is named after it. */
  readonly list: string;
  /** Members of its rows, in the order of the columns. */
  readonly columns: readonly string[];
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for path parameters, as API Gateway writes them. */
  readonly path: string;
  /** null: public. */
  readonly scope: Scope | null;
  /**
   * What a call can cost; `by request`: the service that its body names. A priced route must write
   * an entry; a test walks them all.
   */
  readonly charges: ServiceId | 'by request' | 'nothing';
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** How the body is written: JSON unless said; a form is an object of texts. */
  readonly bodyFormat?: 'json' | 'form';
  /** An empty body stands for `{}`. */
  readonly isBodyOptional?: true;
  /** The header `Idempotency-Key` is required, and a replay says that it is one. */
  readonly takesIdempotencyKey?: true;
  /** The sender signs: the operation gets what a signature covers, and checks it. */
  readonly isSigned?: true;
  /** The refusal for a body without that field; else `malformed_request`. */
  readonly missingFieldCodes?: Readonly<Record<string, ErrorCode>>;
  readonly successStatus: number;
  /**
   * A JSON body of this shape, `events` for server-sent events, `redirect` for the way to a page,
   * null for no body.
   */
  readonly response: z.ZodType | 'events' | 'redirect' | null;
  readonly csv?: CsvExport;
  readonly timeoutSeconds: number;
}

const route = <const R extends Route>(definition: R): R => definition;

/**
 * Every address of the HTTP API. API Gateway, the local gateway, the handlers and the pages all
 * read it from here. The key is also the name of the handler's file in `functions/routes`, in
 * kebab-case.
 */
export const routes = {
  connect: route({
    method: 'POST',
    path: '/api/mcp/connect',
    scope: 'chat',
    charges: 'nothing',
    summary: "Opens a session over one client's tools.",
    body: connectBodySchema,
    missingFieldCodes: { clientId: 'client_id_required' },
    successStatus: 201,
    response: sessionSchema,
    timeoutSeconds: 25,
  }),
  getSession: route({
    method: 'GET',
    path: '/api/mcp/sessions/{sessionId}',
    scope: 'chat',
    charges: 'nothing',
    summary: 'The session and its state.',
    params: sessionParamsSchema,
    successStatus: 200,
    response: sessionSchema,
    timeoutSeconds: 10,
  }),
  closeSession: route({
    method: 'DELETE',
    path: '/api/mcp/sessions/{sessionId}',
    scope: 'chat',
    charges: 'nothing',
    summary: 'Closes the session.',
    params: sessionParamsSchema,
    successStatus: 204,
    response: null,
    timeoutSeconds: 10,
  }),
  chat: route({
    method: 'POST',
    path: '/api/mcp/chat',
    scope: 'chat',
    charges: 'ai_chat_message',
    summary: 'One turn: a message and the whole reply to it, streamed.',
    body: chatBodySchema,
    successStatus: 200,
    response: 'events',
    timeoutSeconds: 150,
  }),
  stopTurn: route({
    method: 'POST',
    path: '/api/mcp/turns/{messageId}/stop',
    scope: 'chat',
    charges: 'nothing',
    summary: 'Stops a running turn and its spending.',
    params: turnParamsSchema,
    successStatus: 202,
    response: stopTurnSchema,
    timeoutSeconds: 10,
  }),
  getConversation: route({
    method: 'GET',
    path: '/api/mcp/conversations/{conversationId}',
    scope: 'chat',
    charges: 'nothing',
    summary: 'The newest messages of a conversation.',
    params: conversationParamsSchema,
    successStatus: 200,
    response: conversationSchema,
    timeoutSeconds: 10,
  }),
  getMe: route({
    method: 'GET',
    path: '/api/me',
    scope: 'tokens:read',
    charges: 'nothing',
    summary: 'Who is signed in, and the clients they may connect.',
    successStatus: 200,
    response: meSchema,
    timeoutSeconds: 10,
  }),
  getBalance: route({
    method: 'GET',
    path: '/api/tokens/balance',
    scope: 'tokens:read',
    charges: 'nothing',
    summary: 'The balance with its plan, period and buckets.',
    successStatus: 200,
    response: balanceSchema,
    timeoutSeconds: 10,
  }),
  listTransactions: route({
    method: 'GET',
    path: '/api/tokens/transactions',
    scope: 'tokens:read',
    charges: 'nothing',
    summary: 'The history of the balance, newest first; `from` a day or time in UTC, before `to`.',
    query: transactionsQuerySchema,
    successStatus: 200,
    response: transactionsSchema,
    csv: {
      list: 'transactions',
      columns: [
        'id',
        'sequence',
        'createdAt',
        'kind',
        'status',
        'service',
        'quantity',
        'tokens',
        'balanceAfter',
        'clientId',
        'sessionId',
        'reference',
      ],
    },
    timeoutSeconds: 25,
  }),
  getUsage: route({
    method: 'GET',
    path: '/api/tokens/usage',
    scope: 'tokens:read',
    charges: 'nothing',
    summary:
      'What services have cost in the last 1 to 90 days, 30 unless said, by day and service.',
    query: usageQuerySchema,
    successStatus: 200,
    response: usageSchema,
    timeoutSeconds: 25,
  }),
  getPricing: route({
    method: 'GET',
    path: '/api/tokens/pricing',
    scope: null,
    charges: 'nothing',
    summary: 'The price book and the plans.',
    successStatus: 200,
    response: pricingSchema,
    timeoutSeconds: 10,
  }),
  getHealth: route({
    method: 'GET',
    path: '/api/health',
    scope: null,
    charges: 'nothing',
    summary: 'Whether the service and its ledger answer.',
    successStatus: 200,
    response: healthSchema,
    timeoutSeconds: 10,
  }),
  ...toolRoutes,
  ...chargeRoutes,
  ...apiKeyRoutes,
  ...credentialRoutes,
  ...jobRoutes,
  ...mediaRoutes,
  ...discoveryRoutes,
  ...mcpEndpointRoutes,
  ...webhookRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
