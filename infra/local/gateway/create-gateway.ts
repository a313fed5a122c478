import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../../functions/log.ts';
import { routes } from '../../../shared/routes.ts';
import { authorizeRequest } from './authorize-request.ts';
import { GatewayRefusal, toGatewayRefusal } from './gateway-refusal.ts';
import { invokeFunction } from './invoke-function.ts';
import { createLambdaContext } from './lambda-context.ts';
import type { LoadHandler } from './lambda-handler.ts';
import { matchRoute, type RouteTable } from './match-route.ts';
import { buildProxyEvent } from './proxy-event.ts';
import { readBody } from './read-body.ts';
import { withDeadline } from './with-deadline.ts';
import { writeProblem } from './write-problem.ts';

/** What API Gateway takes; the functions themselves take far less. */
const payloadLimitBytes = 10 * 1024 * 1024;

export interface Gateway {
  /** Answers one request. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Waits until no function runs, for at most that long. */
  settle(timeoutMs: number): Promise<void>;
}

/** API Gateway on one machine: the route table in front of the functions. */
export function createGateway(options: {
  loadHandler: LoadHandler;
  log: Log;
  routes?: RouteTable;
}): Gateway {
  const { loadHandler, log } = options;
  const table = options.routes ?? routes;
  const running = new Set<Promise<void>>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    try {
      await answer(request, response, requestId);
    } catch (error) {
      // Whoever left before the end of their own request gets no answer and is no failure.
      if (request.destroyed && !request.complete) return;
      const refusal = toGatewayRefusal(error);
      if (isFailure(refusal)) {
        log.error('function failed', { requestId, error: describe(refusal) });
      }
      writeProblem(response, refusal, requestId);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string) {
    const url = new URL(`http://localhost${request.url ?? '/'}`);
    const match = matchRoute(table, request.method ?? 'GET', url.pathname);
    if (!match) throw new GatewayRefusal('MISSING_AUTHENTICATION_TOKEN');
    const body = await readBody(request, payloadLimitBytes);
    const event = buildProxyEvent({ ...match, request, url, body, requestId });
    if (match.route.scope !== null) {
      event.requestContext.authorizer = await authorizeRequest(event, { loadHandler, log });
    }
    const timeoutMs = match.route.timeoutSeconds * 1000;
    const context = createLambdaContext(match.name, requestId, timeoutMs);
    const handler = await loadHandler(match.name);
    await withDeadline(track(invokeFunction(handler, event, context, response)), timeoutMs);
  }

  /** A function that is given up still runs; a clean stop waits for it. */
  function track(invocation: Promise<void>): Promise<void> {
    running.add(invocation);
    invocation.catch(() => {}).finally(() => running.delete(invocation));
    return invocation;
  }

  async function settle(timeoutMs: number): Promise<void> {
    const gaveUp = new AbortController();
    await Promise.race([
      Promise.allSettled(running),
      wait(timeoutMs, undefined, { signal: gaveUp.signal }).catch(() => {}),
    ]);
    gaveUp.abort();
  }

  return { handle, settle };
}

const isFailure = ({ type }: GatewayRefusal): boolean =>
  type === 'DEFAULT_5XX' || type === 'INTEGRATION_TIMEOUT';

function describe({ type, cause }: GatewayRefusal): string {
  if (type === 'INTEGRATION_TIMEOUT') return 'timed_out';
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
