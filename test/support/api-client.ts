import { randomUUID } from 'node:crypto';
import { type Conversation, conversationSchema, sessionSchema } from '../../shared/api/copilot.ts';
import { type Balance, balanceSchema, transactionsSchema } from '../../shared/api/tokens.ts';
import { followReply, type LiveReply, type Reply } from './api-reply.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or undefined for an empty body. */
  readonly body: unknown;
}

export type ApiClient = ReturnType<typeof createApiClient>;
export type Chat = Awaited<ReturnType<ApiClient['connect']>>;

/** Speaks to the API as a page or an integrator does. @param token none: without the header */
export function createApiClient(url: string, token?: string) {
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const json = { 'content-type': 'application/json' };

  const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    fetch(url + path, {
      method,
      // A redirect is an answer like any other; where it leads is another request.
      redirect: 'manual',
      headers: { ...authorization, ...(body !== undefined && json), ...headers },
      ...(body !== undefined && { body: toBody(body) }),
    });

  async function call(...request: Parameters<typeof send>): Promise<ApiAnswer> {
    const response = await send(...request);
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body };
  }

  const openTurn = async (body: unknown): Promise<LiveReply> =>
    followReply(await send('POST', '/api/mcp/chat', body));

  /** Opens a session and gives what a chat page needs. */
  async function connect(body: Record<string, unknown>) {
    const session = sessionSchema.parse((await call('POST', '/api/mcp/connect', body)).body);
    const { sessionId, conversationId } = session;
    const open = (text: string, id: string = randomUUID()) =>
      openTurn({ sessionId, message: { id, text } });
    const say = async (text: string, id?: string): Promise<Reply> => (await open(text, id)).end;
    const openAnswer = (id: string, answers: Readonly<Record<string, boolean>>) =>
      openTurn({
        sessionId,
        message: { id },
        approvals: Object.entries(answers).map(([approvalId, approved]) => ({
          approvalId,
          approved,
        })),
      });
    const answer = async (id: string, answers: Readonly<Record<string, boolean>>) =>
      (await openAnswer(id, answers)).end;
    const history = async (): Promise<Conversation> =>
      conversationSchema.parse(
        (await call('GET', `/api/mcp/conversations/${conversationId}`)).body,
      );
    return { session, sessionId, conversationId, open, say, openAnswer, answer, history };
  }

  const balance = async (): Promise<Balance> =>
    balanceSchema.parse((await call('GET', '/api/tokens/balance')).body);

  /** Oldest first, without the opening grant. */
  async function charges() {
    const { body } = await call('GET', '/api/tokens/transactions?limit=100');
    const { transactions } = transactionsSchema.parse(body);
    return transactions.filter(({ kind }) => kind !== 'grant').toReversed();
  }

  const stop = (messageId: string) => call('POST', `/api/mcp/turns/${messageId}/stop`);

  return { send, call, openTurn, connect, balance, charges, stop };
}

const toBody = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || isBytes(body) ? body : JSON.stringify(body);

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array;
