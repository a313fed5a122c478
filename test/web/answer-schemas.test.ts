import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { conversationSchema, meSchema, sessionSchema } from '../../shared/api/copilot.ts';
import { mediaAddressSchema } from '../../shared/api/media.ts';
import { balanceSchema, pricingSchema, transactionsSchema } from '../../shared/api/tokens.ts';
import * as answers from '../../web/src/api/answer-schemas.ts';
import { session } from './support/answers.ts';
import { reply, userMessage } from './support/messages.ts';

const summary = { available: 97, plan: 'free', level: 'ok' };

/** One answer of each kind, as the contract has it, and the two schemas that must agree on it. */
const pairs: Record<string, [z.ZodType, (typeof answers)[keyof typeof answers], unknown]> = {
  me: [
    meSchema,
    answers.meSchema,
    {
      accountId: '7',
      email: null,
      isAdmin: false,
      clients: [{ clientId: '15', name: 'Rosalex Realty' }],
      balance: summary,
    },
  ],
  session: [sessionSchema, answers.sessionSchema, session()],
  conversation: [
    conversationSchema,
    answers.conversationSchema,
    { conversationId: 'c', clientId: '15', messages: [userMessage(), reply()] },
  ],
  picture: [
    mediaAddressSchema,
    answers.mediaAddressSchema,
    {
      mediaId: 'img_1',
      url: 'https://media.example.com/img_1?signature=1',
      expiresAt: '2026-11-22T13:00:00.000Z',
    },
  ],
  balance: [
    balanceSchema,
    answers.balanceSchema,
    {
      ...summary,
      accountId: '7',
      held: 0,
      usedThisPeriod: 3,
      nextPlan: 'free',
      period: { start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z', nextGrant: 100 },
      buckets: [{ kind: 'plan', remaining: 97, expiresAt: null }],
      isLow: false,
      isCritical: false,
      isFrozen: false,
    },
  ],
  transactions: [
    transactionsSchema,
    answers.transactionsSchema,
    {
      transactions: [
        {
          id: 't-1',
          sequence: 2,
          kind: 'hold',
          service: 'ai_chat_message',
          quantity: 1,
          tokens: -1,
          balanceAfter: 99,
          status: 'charged',
          createdAt: '2026-11-22T10:00:00Z',
          clientId: '15',
          sessionId: 'session-1',
          reference: { message: 'm-1', attempt: 1 },
        },
      ],
      cursor: null,
    },
  ],
  pricing: [
    pricingSchema,
    answers.pricingSchema,
    {
      version: 1,
      services: [
        { service: 's', title: 'S', tokens: 1, perQuantity: 1, unit: 'message', rule: 'Each.' },
      ],
      plans: [
        {
          plan: 'professional',
          title: 'Professional',
          tokensPerMonth: 7500,
          usdPerMonth: 299,
          rolloverTokens: null,
        },
      ],
    },
  ],
};

describe('the answers that the pages read', () => {
  it.each(Object.entries(pairs))('%s: the page reads what the contract says', (_, pair) => {
    const [contract, page, answer] = pair;
    expect(page.parse(answer)).toEqual(contract.parse(answer));
  });

  it.each(Object.entries(pairs))('%s: the page refuses an answer without it', (_, [, page]) => {
    expect(page.safeParse({}).success).toBe(false);
  });
});
