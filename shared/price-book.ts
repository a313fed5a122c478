import * as z from 'zod';
import { limits } from './limits.ts';

/**
 * What things cost, in tokens. This is the only place that says so: change a price here,
 * and raise `version`, which every ledger entry records.
 */

const serviceSchema = z.strictObject({
  title: z.string(),
  /** Tokens for one lot. */
  tokens: z.int().min(0),
  /** Units in a lot. */
  perQuantity: z.int().min(1),
  unit: z.string(),
  rule: z.string(),
});

const priceBookSchema = z.strictObject({
  version: z.int().min(1),
  services: z.record(z.string(), serviceSchema),
});

const definition = {
  version: 2,
  services: {
    ai_chat_message: {
      title: 'Chat message',
      tokens: 1,
      perQuantity: 1,
      unit: 'message',
      rule: 'Per message with its whole reply. Given back if the reply fails.',
    },
    outbound_call: {
      title: 'Outbound call',
      tokens: 1,
      perQuantity: 1,
      unit: 'call',
      rule: 'Per call. Given back if the call cannot be placed.',
    },
    business_collector: {
      title: 'Business collector',
      tokens: 20,
      perQuantity: 100,
      unit: 'lead',
      rule: '20 tokens per 100 leads, for the leads delivered. No leads, no cost.',
    },
    social_post: {
      title: 'Social post',
      tokens: 10,
      perQuantity: 1,
      unit: 'post',
      rule: 'Per post. Given back if it cannot be published or scheduled.',
    },
    post_text: {
      title: 'Text of a post',
      tokens: 1,
      perQuantity: 1,
      unit: 'text',
      rule: 'Per text. Given back if none is written.',
    },
    post_image: {
      title: 'Picture',
      tokens: 1,
      perQuantity: 1,
      unit: 'image',
      rule: 'Per image. Given back if none is made.',
    },
    contact_create: {
      title: 'Contact',
      tokens: 0,
      perQuantity: 1,
      unit: 'contact',
      rule: 'Free: it costs only the messages it takes.',
    },
  },
} as const;

priceBookSchema.parse(definition);

export type ServiceId = keyof typeof definition.services;
export type ServicePrice = z.infer<typeof serviceSchema>;

export const priceBook: {
  readonly version: number;
  readonly services: Readonly<Record<ServiceId, ServicePrice>>;
} = definition;

export const isServiceId = (service: string): service is ServiceId =>
  Object.hasOwn(priceBook.services, service);

/**
 * The price of `quantity` units of a service, in tokens.
 * A price per lot is spread evenly and rounded up once: 151 leads at 20 per 100 cost
 * ceil(151 x 20 / 100) = 31.
 *
 * @param quantity whole units, 0 to {@link limits.tokensPerCommand}
 * @throws RangeError when the quantity is not such a number
 */
export function priceOf(service: ServiceId, quantity: number): number {
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > limits.tokensPerCommand) {
    throw new RangeError(`quantity must be a whole number of units, got ${quantity}`);
  }
  const { tokens, perQuantity } = priceBook.services[service];
  return Math.ceil((quantity * tokens) / perQuantity);
}
