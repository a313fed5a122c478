import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { signWebhook } from '../../../functions/events/sign-webhook.ts';
import { webhookEndpointsSchema } from '../../../functions/events/webhook-endpoint.ts';
import { eventTypes } from '../../../shared/api/events.ts';
import { limits } from '../../../shared/limits.ts';
import { queues } from '../../../shared/triggers.ts';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
const codeOf = (language: string) =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';

describe('the page about events', () => {
  it.each(Object.entries(eventTypes))('names %s and what it holds', (type, { schema }) => {
    expect(page).toContain(`| \`${type}\``);
    for (const member of Object.keys(schema.shape.data.shape)) expect(page).toContain(member);
  });

  it('shows endpoints that the product takes', () => {
    expect(webhookEndpointsSchema.parse(codeOf('json'))).toHaveLength(1);
  });

  it('says the limits that hold', () => {
    expect(page).toContain(`at least ${limits.webhookSecretCharacters} characters`);
    expect(page).toContain(`within ${limits.webhookTimeoutMs / 1000} seconds`);
    expect(page).toContain(`after about ${limits.webhookBackoffBaseSeconds} s,`);
    expect(page).toContain(`after ${queues.webhooks.receiveCount} tries`);
  });
});

type IsGenuine = (secret: string, headers: Headers, body: string) => boolean;
const exampleSchema = z.object({
  isGenuine: z.custom<IsGenuine>((value) => typeof value === 'function'),
});

describe('the example of a receiver', () => {
  let isGenuine: IsGenuine;
  const secret = 'a secret of more than thirty-two characters';
  const body = '{"id":"7-2"}';
  const sign = (sentAt = new Date(), signingSecret = secret) =>
    new Headers(signWebhook(signingSecret, { id: '7-2', body, sentAt }));

  beforeAll(async () => {
    const code = Buffer.from(stripTypeScriptTypes(codeOf('ts'))).toString('base64');
    ({ isGenuine } = exampleSchema.parse(await import(`data:text/javascript;base64,${code}`)));
  });

  it('knows what was sent', () => {
    expect(isGenuine(secret, sign(), body)).toBe(true);
    const encoded = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(isGenuine(encoded, sign(new Date(), encoded), body)).toBe(true);
  });

  it('refuses what was changed, signed by somebody else, or is old', () => {
    expect(isGenuine(secret, sign(), '{"id":"7-3"}')).toBe(false);
    expect(isGenuine('another secret', sign(), body)).toBe(false);
    expect(isGenuine(secret, sign(new Date(Date.now() - 301_000)), body)).toBe(false);
    expect(isGenuine(secret, new Headers(), body)).toBe(false);
  });
});
