import type { Session, SessionTool } from '../../../shared/api/copilot.ts';
import type { Problem } from '../../../shared/api/primitives.ts';
import type { AccessTokenSource } from '../../../web/src/api/access-token-source.ts';

export const problem = (overrides: Partial<Problem> = {}): Problem => ({
  type: 'about:blank',
  title: 'Not enough tokens.',
  status: 402,
  code: 'insufficient_tokens',
  requestId: 'request-1',
  ...overrides,
});

export const problemResponse = (
  overrides: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Response => {
  const body = problem(overrides);
  return new Response(JSON.stringify(body), { status: body.status, headers });
};

export const tool = (overrides: Partial<SessionTool> = {}): SessionTool => ({
  name: 'contacts_create-contact',
  title: 'Create a contact',
  description: 'Creates a contact.',
  service: 'contact_create',
  tokens: 0,
  isReadOnly: false,
  needsApproval: false,
  ...overrides,
});

export const session = (overrides: Partial<Session> = {}): Session => ({
  sessionId: 'session-1',
  clientId: '15',
  clientName: 'Rosalex Realty',
  server: 'crm',
  serverTitle: 'CRM',
  conversationId: 'conversation-1',
  tools: [tool()],
  model: { provider: 'offline', name: 'built-in' },
  balance: { available: 100, plan: 'free', level: 'ok' },
  expiresAt: '2026-11-23T00:00:00Z',
  ...overrides,
});

/** A token source whose renewals are counted. */
export function accessTokens(token: string | null = 'first', renewed: string | null = 'second') {
  const source = {
    renewals: 0,
    getAccessToken: async () => token,
    renew: async () => {
      source.renewals += 1;
      return renewed;
    },
  };
  return source satisfies AccessTokenSource;
}

/** A fetch that answers in turn, and remembers what it was asked. */
export function scriptedFetch(...answers: Array<Response | Error>) {
  const requests: Array<{ path: string; init: RequestInit }> = [];
  const fetch = (async (path: string, init: RequestInit = {}) => {
    requests.push({ path, init });
    const answer = answers.shift();
    if (!answer) throw new Error(`nothing is scripted for ${path}`);
    if (answer instanceof Error) throw answer;
    return answer;
  }) as typeof globalThis.fetch;
  return { fetch, requests };
}

/** Storage as a browser tab has it, in memory; a full one takes nothing more. */
export function tabStorage(entries: Record<string, string> = {}, isFull = false): Storage {
  const values = new Map(Object.entries(entries));
  const storage = {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (name: string) => values.get(name) ?? null,
    key: (index: number) => [...values.keys()][index] ?? null,
    setItem: (name: string, value: string) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      values.set(name, value);
    },
    removeItem: (name: string) => void values.delete(name),
  };
  // Browsers list a storage's entries as its own keys.
  return new Proxy(storage, {
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
