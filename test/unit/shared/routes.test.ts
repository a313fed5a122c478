import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { isServiceId } from '../../../shared/price-book.ts';
import { type Route, routes } from '../../../shared/routes.ts';

const routesFolder = fileURLToPath(new URL('../../../functions/routes/', import.meta.url));
const fileOf = (name: string) =>
  `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
const named = Object.entries(routes as Record<string, Route>).map(([name, route]) => ({
  name,
  ...route,
}));

describe('the route table', () => {
  it('names each method and path once', () => {
    const addresses = named.map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('has a file of that name for every route, and no file besides', () => {
    const expected = [...named.map(({ name }) => fileOf(name)), 'authorize.ts'].toSorted();
    expect(readdirSync(routesFolder).toSorted()).toEqual(expected);
  });

  it.each(named)('$name takes exactly the parameters of its path', ({ path, params }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const checked = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
    expect(checked).toEqual(inPath);
  });

  const ours = named.map(({ response, isSigned, query, body, ...route }) => ({
    ...route,
    // Servers that send a browser back may add to the address what they like, and who signs a
    // body to the body.
    query: response === 'redirect' ? undefined : query,
    body: isSigned ? undefined : body,
  }));
  it.each(ours)('$name refuses fields that it does not know', ({ params, query, body }) => {
    for (const schema of [params, query, body]) {
      if (schema === undefined) continue;
      const { error } = schema.safeParse({ surprise: 1 });
      expect(error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
    }
  });

  it.each(named)('$name ends in time for the platform', ({ response, timeoutSeconds }) => {
    // API Gateway gives up after 29 seconds, or 15 minutes while it streams.
    expect(timeoutSeconds).toBeGreaterThan(0);
    expect(timeoutSeconds).toBeLessThanOrEqual(response === 'events' ? 900 : 29);
  });

  it('leaves a turn its whole time, and the settling its reserve', () => {
    const neededMs = limits.turnDurationSeconds * 1000 + limits.turnSettleReserveMs;
    expect(routes.chat.timeoutSeconds * 1000).toBeGreaterThanOrEqual(neededMs);
    expect(limits.turnHoldSeconds).toBeGreaterThan(routes.chat.timeoutSeconds);
  });

  it('keeps the stream awake well within the idle limits of what lies in between', () => {
    expect(limits.streamKeepAliveMs).toBeLessThan(30_000);
  });

  it('charges for services of the price book alone', () => {
    for (const { charges } of named)
      expect(charges === 'nothing' || charges === 'by request' || isServiceId(charges)).toBe(true);
    expect(routes.chat.charges).toBe('ai_chat_message');
  });

  it('leaves only prices, health, sign-in and signed messages open to everybody', () => {
    const open = named.filter(({ scope }) => scope === null).map(({ path }) => path);
    expect(open.toSorted()).toEqual([
      '/.well-known/oauth-protected-resource',
      '/.well-known/oauth-protected-resource/mcp',
      '/api/health',
      // Finds by a cookie and a secret of the browser who is meant.
      '/api/oauth/callback',
      '/api/tokens/pricing',
      '/api/webhooks/twilio/{clientId}/{callId}',
      // Both refuse, whoever asks.
      '/mcp',
      '/mcp',
    ]);
  });

  it('asks for a key wherever a request by itself can charge', () => {
    // A turn brings the id of its message, each charge of a batch and a call of MCP their own key.
    const others = [routes.chat.path, routes.createCharges.path, routes.callMcp.path];
    const priced = named.filter(({ charges }) => charges !== 'nothing');
    const unkeyed = priced.filter(({ takesIdempotencyKey }) => takesIdempotencyKey !== true);
    expect(unkeyed.map(({ path }) => path).toSorted()).toEqual(others.toSorted());
  });

  it('never charges for reading', () => {
    const priced = named.filter(({ charges }) => charges !== 'nothing');
    expect(priced.filter(({ method }) => method === 'GET')).toEqual([]);
  });
});
