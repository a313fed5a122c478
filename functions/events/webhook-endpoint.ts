import * as z from 'zod';
import { type EventType, eventTypes } from '../../shared/api/events.ts';
import { idSchema } from '../../shared/api/primitives.ts';
import { limits } from '../../shared/limits.ts';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Others on the way must not read events; on one machine nobody is on the way. */
function isPrivate(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
}

/** An event type, or its beginning and a star: `balance.*`, or `*` for all. */
const patternSchema = z.string().refine((pattern) => eventTypeNames().some(matches(pattern)), {
  message: 'matches no event type',
});

const endpointSchema = z.strictObject({
  id: idSchema,
  url: z.url().refine(isPrivate, 'https, or http to this machine'),
  /** Signs what is sent. `whsec_` and base64, as webhook tools make it, or any other long text. */
  secret: z.string().min(limits.webhookSecretCharacters),
  /** All events, unless it names some. */
  events: z.array(patternSchema).min(1).max(limits.webhookPatternCount).default(['*']),
});

/** Who is told of events by HTTP, from configuration. */
export type WebhookEndpoint = z.infer<typeof endpointSchema>;

const jsonTextSchema = z.string().transform((text, context) => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** A list of endpoints with ids of their own, or the JSON text of one. */
export const webhookEndpointsSchema = z
  .union([z.array(z.unknown()), jsonTextSchema])
  .pipe(z.array(endpointSchema).max(limits.webhookEndpointCount))
  .refine(
    (endpoints) => new Set(endpoints.map(({ id }) => id)).size === endpoints.length,
    'two endpoints have the same id',
  );

/** Whether the endpoint wants to hear of this. */
export const wantsEvent = ({ events }: WebhookEndpoint, type: EventType): boolean =>
  events.some((pattern) => matches(pattern)(type));

const matches = (pattern: string) => (type: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

const eventTypeNames = () => Object.keys(eventTypes);
