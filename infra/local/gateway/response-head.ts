import type { OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod';

const headerValueSchema = z.union([z.string(), z.number(), z.boolean()]);

/** Status and headers as a function gives them, buffered or streamed. */
export const responseHeadSchema = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), headerValueSchema).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValueSchema)).nullish(),
});
export type ResponseHead = z.infer<typeof responseHeadSchema>;

/** One header map for Node, with the security header that every API answer carries. */
export function collectHeaders(head: ResponseHead, requestId: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
  for (const [name, value] of Object.entries(head.headers ?? {})) {
    headers[name.toLowerCase()] = String(value);
  }
  for (const [name, values] of Object.entries(head.multiValueHeaders ?? {})) {
    headers[name.toLowerCase()] = values.map(String);
  }
  return headers;
}
