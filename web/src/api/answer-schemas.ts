import * as z from 'zod/mini';
import type { Conversation, Me, Session } from '../../../shared/api/copilot.ts';
import type { MediaAddress } from '../../../shared/api/media.ts';
import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import type { Balance, Pricing, Transactions } from '../../../shared/api/tokens.ts';
import { planIds } from '../../../shared/plans.ts';

/**
 * What the pages read of the API's answers. The types are the contract's own, so a change there
 * fails to compile here.
 */
const planSchema = z.enum(planIds);
const levelSchema = z.enum(['ok', 'low', 'critical', 'empty']);

export const balanceSummarySchema: z.ZodMiniType<BalanceSummary> = z.object({
  available: z.int(),
  plan: planSchema,
  level: levelSchema,
});

export const meSchema: z.ZodMiniType<Me> = z.object({
  accountId: z.string(),
  email: z.nullable(z.string()),
  isAdmin: z.boolean(),
  clients: z.array(z.object({ clientId: z.string(), name: z.string() })),
  balance: balanceSummarySchema,
});

export const sessionSchema: z.ZodMiniType<Session> = z.object({
  sessionId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  server: z.string(),
  serverTitle: z.string(),
  conversationId: z.string(),
  tools: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      description: z.string(),
      service: z.nullable(z.string()),
      tokens: z.int(),
      isReadOnly: z.boolean(),
      needsApproval: z.boolean(),
    }),
  ),
  model: z.object({ provider: z.string(), name: z.string() }),
  balance: balanceSummarySchema,
  expiresAt: z.string(),
});

export const conversationSchema: z.ZodMiniType<Conversation> = z.object({
  conversationId: z.string(),
  clientId: z.string(),
  messages: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['user', 'assistant']),
      metadata: z.optional(
        z.object({
          turnId: z.string(),
          createdAt: z.optional(z.string()),
          tokens: z.optional(z.int()),
          balanceAfter: z.optional(z.int()),
          outcome: z.optional(z.enum(['running', 'completed', 'stopped', 'waiting', 'failed'])),
          isReplay: z.optional(z.boolean()),
        }),
      ),
      parts: z.array(z.looseObject({ type: z.string() })),
    }),
  ),
});

export const mediaAddressSchema: z.ZodMiniType<MediaAddress> = z.object({
  mediaId: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});

export const balanceSchema: z.ZodMiniType<Balance> = z.object({
  accountId: z.string(),
  available: z.int(),
  held: z.int(),
  usedThisPeriod: z.int(),
  plan: planSchema,
  nextPlan: planSchema,
  period: z.object({ start: z.string(), end: z.string(), nextGrant: z.int() }),
  buckets: z.array(
    z.object({ kind: z.string(), remaining: z.int(), expiresAt: z.nullable(z.string()) }),
  ),
  level: levelSchema,
  isLow: z.boolean(),
  isCritical: z.boolean(),
  isFrozen: z.boolean(),
});

export const transactionsSchema: z.ZodMiniType<Transactions> = z.object({
  transactions: z.array(
    z.object({
      id: z.string(),
      sequence: z.int(),
      kind: z.enum(['charge', 'hold', 'grant', 'refund', 'adjustment', 'expiry', 'uncollected']),
      service: z.nullable(z.string()),
      quantity: z.nullable(z.int()),
      tokens: z.int(),
      balanceAfter: z.int(),
      status: z.enum([
        'pending',
        'charged',
        'partly_released',
        'released',
        'expired',
        'uncollected',
        'partly_refunded',
        'refunded',
        'credited',
        'recorded',
      ]),
      createdAt: z.string(),
      clientId: z.nullable(z.string()),
      sessionId: z.nullable(z.string()),
      reference: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  cursor: z.nullable(z.string()),
});

export const pricingSchema: z.ZodMiniType<Pricing> = z.object({
  version: z.int(),
  services: z.array(
    z.object({
      service: z.string(),
      title: z.string(),
      tokens: z.int(),
      perQuantity: z.int(),
      unit: z.string(),
      rule: z.string(),
    }),
  ),
  plans: z.array(
    z.object({
      plan: planSchema,
      title: z.string(),
      tokensPerMonth: z.int(),
      usdPerMonth: z.int(),
      rolloverTokens: z.nullable(z.int()),
    }),
  ),
});
