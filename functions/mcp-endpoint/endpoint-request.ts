import type { APIGatewayProxyEvent } from 'aws-lambda';

const bothKinds = 'application/json, text/event-stream';

/** What MCP's transport reads. The caller's token is not among it: it goes no further. */
const passedHeaders = /^(content-type|accept|origin|mcp-.*)$/;

/** A request has to have an address, which MCP does not look at. */
const anyAddress = 'https://localhost/mcp';

/** The request of a proxy event, for a handler that speaks the web's own types. */
export function endpointRequest(event: APIGatewayProxyEvent): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined && passedHeaders.test(name.toLowerCase())) headers.set(name, value);
  }
  // Who takes anything takes both kinds of answer, which the transport wants to see by name.
  const accept = headers.get('accept') ?? '*/*';
  if (accept.includes('*/*')) headers.set('accept', bothKinds);
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  return new Request(anyAddress, { method: event.httpMethod, headers, body });
}
