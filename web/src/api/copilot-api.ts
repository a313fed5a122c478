import * as z from 'zod/mini';
import type { ChatBody, Conversation, Me, Session } from '../../../shared/api/copilot.ts';
import type { MediaAddress } from '../../../shared/api/media.ts';
import type { Balance, Pricing, Transactions } from '../../../shared/api/tokens.ts';
import {
  balanceSchema,
  conversationSchema,
  mediaAddressSchema,
  meSchema,
  pricingSchema,
  sessionSchema,
  transactionsSchema,
} from './answer-schemas.ts';
import { fillPath } from './fill-path.ts';
import { paths } from './paths.ts';
import { sendForAnswer } from './send-for-answer.ts';
import { type RequestPorts, sendRequest } from './send-request.ts';

const transactionCount = 20;

/** The API as the pages use it. Every method throws as {@link sendRequest} does. */
export interface CopilotApi {
  getMe(): Promise<Me>;
  connect(clientId: string, conversationId?: string): Promise<Session>;
  getConversation(conversationId: string): Promise<Conversation>;
  getBalance(): Promise<Balance>;
  listTransactions(): Promise<Transactions>;
  getPricing(): Promise<Pricing>;
  /** Sends a turn; the response streams the reply. */
  openTurn(body: ChatBody, signal?: AbortSignal): Promise<Response>;
  stopTurn(messageId: string): Promise<void>;
  /** Where a picture of the client is shown, for an hour. */
  getMedia(clientId: string, mediaId: string): Promise<MediaAddress>;
}

export function createCopilotApi(ports: RequestPorts): CopilotApi {
  const get = <T>(path: string, schema: z.ZodMiniType<T>) =>
    sendForAnswer(ports, { method: 'GET', path }, schema);
  const post = <T>(path: string, body: unknown, schema: z.ZodMiniType<T>) =>
    sendForAnswer(ports, { method: 'POST', path, body }, schema);

  return {
    getMe: () => get(paths.getMe, meSchema),
    connect: (clientId, conversationId) =>
      post(paths.connect, { clientId, conversationId }, sessionSchema),
    getConversation: (conversationId) =>
      get(fillPath(paths.getConversation, { conversationId }), conversationSchema),
    getBalance: () => get(paths.getBalance, balanceSchema),
    listTransactions: () =>
      get(`${paths.listTransactions}?limit=${transactionCount}`, transactionsSchema),
    getPricing: () =>
      sendForAnswer(
        ports,
        { method: 'GET', path: paths.getPricing, isPublic: true },
        pricingSchema,
      ),
    openTurn: (body, signal) =>
      sendRequest(ports, { method: 'POST', path: paths.chat, body, ...(signal && { signal }) }),
    stopTurn: async (messageId) => {
      await post(fillPath(paths.stopTurn, { messageId }), {}, z.unknown());
    },
    getMedia: (clientId, mediaId) =>
      get(fillPath(paths.getMedia, { clientId, mediaId }), mediaAddressSchema),
  };
}
