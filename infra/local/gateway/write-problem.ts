import type { ServerResponse } from 'node:http';
import { describeGatewayResponse } from '../../../shared/gateway-responses.ts';
import { toGatewayRefusal } from './gateway-refusal.ts';

/** What the gateway itself answers when a function does not: RFC 9457. */
export function writeProblem(response: ServerResponse, error: unknown, requestId: string): void {
  if (response.headersSent) {
    // The head is out, so a cut connection is the only way left to say that it failed.
    if (!response.writableEnded) response.destroy();
    return;
  }
  const refusal = toGatewayRefusal(error);
  const origin = `http://${response.req.headers.host ?? 'localhost'}`;
  const answer = describeGatewayResponse(refusal.type, { origin, requestId });
  const context: Readonly<Record<string, string>> = { ...refusal.context, requestId };
  for (const [name, member] of Object.entries(answer.contextHeaders)) {
    const value = context[member];
    if (value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    // The rest of its body may still be on the way.
    ...(answer.status === 413 && { Connection: 'close' }),
  });
  response.end(answer.body);
}
