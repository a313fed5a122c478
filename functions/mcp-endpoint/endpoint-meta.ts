import * as z from 'zod';
import { idempotencyKeySchema } from '../../shared/api/idempotency-key.ts';
import { idSchema } from '../../shared/api/primitives.ts';
import { limits } from '../../shared/limits.ts';

const prefix = 'com.meteredcopilot/';

/** Names in the `_meta` of the endpoint's requests and answers, under a domain as MCP asks. */
export const endpointMetaKeys = {
  /** Of a request: which client pays and is worked for. */
  clientId: `${prefix}clientId`,
  /** Of a request: the server whose tools are meant, next to the product's own. */
  server: `${prefix}server`,
  /** Of a call: the same key again is the same call. */
  idempotencyKey: `${prefix}idempotencyKey`,
  /** Of a call: the cost that a person has agreed to. */
  approvedTokens: `${prefix}approvedTokens`,
  /** Of a listed tool, null for a free one. */
  price: `${prefix}price`,
  needsApproval: `${prefix}needsApproval`,
  /** Of a result: what the call cost in the end, or holds for the job that it started. */
  tokens: `${prefix}tokens`,
  balanceAfter: `${prefix}balanceAfter`,
  toolCallId: `${prefix}toolCallId`,
  jobId: `${prefix}jobId`,
  isReplay: `${prefix}isReplay`,
} as const;

const requestMetaSchema = z
  .looseObject({
    [endpointMetaKeys.clientId]: idSchema.optional(),
    [endpointMetaKeys.server]: idSchema.optional(),
    [endpointMetaKeys.idempotencyKey]: idempotencyKeySchema.optional(),
    [endpointMetaKeys.approvedTokens]: z.int().min(0).max(limits.tokensPerCommand).optional(),
  })
  .transform((meta) => ({
    clientId: meta[endpointMetaKeys.clientId],
    server: meta[endpointMetaKeys.server],
    idempotencyKey: meta[endpointMetaKeys.idempotencyKey],
    approvedTokens: meta[endpointMetaKeys.approvedTokens],
  }));

export type RequestMeta = z.output<typeof requestMetaSchema>;

/**
 * What a request says of itself. A malformed member is refused and not passed over: a call whose
 * key cannot be read would be paid once more.
 *
 * @throws z.ZodError
 */
export const readRequestMeta = (meta: unknown): RequestMeta => requestMetaSchema.parse(meta ?? {});
