import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { connectClient } from './connect-client.ts';
import { callTokens, placeCall } from './sample-calls.ts';

interface Question {
  readonly message: string;
  readonly url?: string;
}

describe('a client of /mcp that can ask its user', () => {
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });

  /** Calls a priced tool that nobody has approved yet. */
  async function callAsking(answer: { action: 'accept' | 'decline'; approve?: boolean }) {
    const questions: Question[] = [];
    const capabilities = { elicitation: { form: {}, url: {} } };
    const client = await connectClient(api, account, { capabilities });
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      questions.push({ message: params.message, ...('url' in params && { url: params.url }) });
      const { action, approve } = answer;
      return { action, ...(approve !== undefined && { content: { approve } }) };
    });
    return { result: await client.callTool(placeCall({})), questions };
  }

  it('asks with the price, and calls after a yes', async () => {
    const { result, questions } = await callAsking({ action: 'accept', approve: true });
    expect(result.isError).toBe(false);
    expect(questions).toEqual([{ message: `Place a call: this costs ${callTokens} token.` }]);
    expect(await account.charges()).toHaveLength(1);
  });

  it.each([
    ['declines', { action: 'decline' }],
    ['accepts the form without a yes', { action: 'accept', approve: false }],
  ] as const)('pays nothing and is asked once when the user %s', async (_, answer) => {
    const { result, questions } = await callAsking(answer);
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { code: 'approval_required' },
    });
    expect(questions).toHaveLength(1);
    expect(await account.charges()).toEqual([]);
  });

  it('is sent to where tokens are sold when there are too few, once', async () => {
    account = await api.openAccount({ balance: 0 });
    const { result, questions } = await callAsking({ action: 'accept', approve: true });
    expect(questions.map(({ url }) => url)).toEqual([
      undefined,
      'https://copilot.example.com/#buy',
    ]);
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { code: 'insufficient_tokens', required: callTokens, available: 0 },
    });
  });

  it('is asked nothing that it did not say it can ask', async () => {
    const client = await connectClient(api, account, {
      capabilities: { elicitation: { url: {} } },
    });
    const result = await client.callTool(placeCall({}));
    expect(result).toMatchObject({ structuredContent: { code: 'approval_required' } });
  });
});
