import { randomUUID } from 'node:crypto';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { priceBook } from '../../../shared/price-book.ts';

/** Tokens of one call by telephone. */
export const callTokens = priceBook.services.outbound_call.tokens;

/** A priced call, approved unless said otherwise. */
export const placeCall = (meta: Readonly<Record<string, unknown>> = approve(callTokens)) => ({
  name: 'outbound_call',
  arguments: { to: '+12025550143', name: 'Lina' },
  _meta: { ...meta },
});

export const listContacts = { name: 'contacts_get-contacts', arguments: {} };

export const approve = (tokens: number) => ({ [endpointMetaKeys.approvedTokens]: tokens });

export const keyed = (key: string = randomUUID()) => ({ [endpointMetaKeys.idempotencyKey]: key });
