import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, signIn } from '../integration/local/browser.ts';
import { createApiClient } from '../support/api-client.ts';
import { startProduct, type Product } from '../support/product.ts';

const builtPages = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** What keys and secrets look like that have no business in a page. */
const secretShapes = [
  /mck_[A-Za-z0-9_-]{20,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(sk|rk|whsec|pk)_(live|test)_[A-Za-z0-9]+/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /APPROVAL_SECRET|MODEL_API_KEY|SECRETS_ARN/,
];

describe('secrets', () => {
  let product: Product;
  /** What a day of use sends, and must find nowhere but in its own answers. */
  let secrets: Record<string, string>;
  let createdKey: string;
  const errors: string[] = [];
  const text = `my number is 555 ${randomUUID()}`;
  const email = 'lina.rosalex@example.com';

  beforeAll(async () => {
    product = await startProduct();
    const person = await signIn(createBrowser(), product.url);
    const client = createApiClient(product.url, person.access_token);
    const chat = await client.connect({ clientId: '15' });
    await chat.say(text);
    await chat.say('create contact Lina Rosalex');
    await chat.say(`+1 813 555 1234, ${email}`);
    await chat.say('yes');
    const key = { name: 'Key', scopes: ['tokens:read'] };
    const made = (await client.call('POST', '/api/api-keys', key)).body;
    createdKey = (made as { secret: string }).secret;
    await provokeErrors(person.access_token);
    secrets = {
      'the key of approvals': process.env['APPROVAL_SECRET'] ?? '',
      'the demo key': product.ready.apiKey,
      'a key that was made': createdKey,
      'an access token': person.access_token,
      'a refresh token': person.refresh_token,
      'what a person said': text,
      'a contact': email,
    };
  });
  afterAll(() => product?.stop());

  /** Requests that fail in all the ways that quote something. */
  async function provokeErrors(token: string) {
    const client = createApiClient(product.url, token);
    const answers = [
      await createApiClient(product.url, `${token}x`).call('GET', '/api/me'),
      await createApiClient(product.url, `${createdKey}x`).call('GET', '/api/me'),
      await client.call('POST', '/api/mcp/chat', `{"sessionId": "${createdKey}"`),
      await client.call('POST', '/api/mcp/connect', { clientId: createdKey }),
      await client.call('GET', `/api/mcp/sessions/${createdKey}`),
      await client.call('GET', `/api/tokens/transactions?cursor=${createdKey}`),
      await client.call('DELETE', `/api/api-keys/${createdKey}`),
    ];
    for (const { status, body, headers } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      errors.push(JSON.stringify([body, [...headers]]));
    }
  }

  it('are there to be looked for', () => {
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(15);
    const messages = product.readLog().map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(['tokens deducted', 'tool called']));
    expect(messages).toContain('request refused');
  });

  it('stand in no line of the log', () => {
    const log = JSON.stringify(product.readLog());
    for (const [name, secret] of Object.entries(secrets)) {
      expect(log.includes(secret), name).toBe(false);
    }
  });

  it('stand in no answer that refuses', () => {
    for (const [name, secret] of Object.entries(secrets)) {
      for (const error of errors) expect(error.includes(secret), `${name} in ${error}`).toBe(false);
    }
  });

  it('are in nothing that everybody can fetch', async () => {
    const files = globSync('**/*', { cwd: builtPages, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
    expect(files.length).toBeGreaterThan(5);
    const config = await (await fetch(`${product.url}/config.json`)).text();
    for (const content of [...files, config]) {
      for (const shape of secretShapes) expect(content).not.toMatch(shape);
      for (const secret of Object.values(secrets)) expect(content).not.toContain(secret);
    }
  });
});
