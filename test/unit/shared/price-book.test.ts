import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { isServiceId, priceBook, priceOf, type ServiceId } from '../../../shared/price-book.ts';

describe('the price book', () => {
  it.each<[ServiceId, number, number]>([
    ['ai_chat_message', 1, 1],
    ['ai_chat_message', 95, 95],
    ['outbound_call', 1, 1],
    ['social_post', 1, 10],
    ['social_post', 3, 30],
    ['contact_create', 1_000, 0],
    ['business_collector', 0, 0],
    ['business_collector', 1, 1],
    ['business_collector', 5, 1],
    ['business_collector', 6, 2],
    ['business_collector', 99, 20],
    ['business_collector', 100, 20],
    ['business_collector', 101, 21],
    ['business_collector', 151, 31],
    ['business_collector', limits.tokensPerCommand, 200_000_000],
  ])('%s x %i costs %i tokens', (service, quantity, tokens) => {
    expect(priceOf(service, quantity)).toBe(tokens);
  });

  it('rounds the price of leads up once, never per lead', () => {
    for (let leads = 0; leads <= 500; leads++) {
      expect(priceOf('business_collector', leads)).toBe(Math.floor((leads + 4) / 5));
    }
  });

  it.each([-1, 0.5, NaN, Infinity, limits.tokensPerCommand + 1])(
    'has no price for %s units',
    (quantity) => {
      expect(() => priceOf('outbound_call', quantity)).toThrow(RangeError);
    },
  );

  it.each(['', 'Outbound_Call', 'chat', 'constructor', '__proto__', 'toString'])(
    'does not know the service "%s"',
    (service) => {
      expect(isServiceId(service)).toBe(false);
    },
  );

  it('prices every service in whole tokens from 0', () => {
    for (const { tokens, perQuantity } of Object.values(priceBook.services)) {
      expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
      expect(Number.isSafeInteger(perQuantity) && perQuantity >= 1).toBe(true);
    }
    expect(priceBook.version).toBeGreaterThanOrEqual(1);
  });
});
