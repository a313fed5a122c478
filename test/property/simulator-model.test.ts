import { expect, it } from 'vitest';
import { addMonths, monthEnd, openPurse, passTime } from '../simulator/model/pass-time.ts';
import { priceFor } from '../simulator/model/price-list.ts';
import { balanceOf, payOut, type Pocket, type Purse, putIn } from '../simulator/model/purse.ts';
import { returnTokens } from '../simulator/model/return-tokens.ts';
import type { Payment } from '../simulator/model/view.ts';

const opened = '2026-01-31T10:00:00.000Z';

const buildPurse = (overrides: Partial<Purse> = {}): Purse => ({
  ...openPurse(opened),
  ...overrides,
});

const buildPayment = (overrides: Partial<Payment> = {}): Payment => ({
  chargeId: 'charge',
  isHold: true,
  service: 'social_post',
  quantity: 1,
  tokens: 10,
  balanceAfter: 90,
  taken: [{ kind: 'plan', until: null, tokens: 10 }],
  status: 'open',
  kept: 0,
  refunded: 0,
  paidIn: opened,
  createdAt: opened,
  firstDeadlineSeconds: null,
  deadlineSeconds: null,
  balanceAfterSettling: null,
  ...overrides,
});

const tokensOf = (purse: Purse, kind: Pocket['kind']) =>
  purse.pockets
    .filter((pocket) => pocket.kind === kind)
    .reduce((sum, { tokens }) => sum + tokens, 0);

it('counts months from the anchor, so that short ones leave no trace', () => {
  const ends = [1, 2, 3].map((months) => addMonths(opened, months).slice(0, 10));
  expect(ends).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
  expect(monthEnd(buildPurse({ month: 1 }))).toBe('2026-03-31T10:00:00.000Z');
});

it('takes the plan before what is given, and what is bought last', () => {
  const purse = putIn(putIn(openPurse(opened), { kind: 'purchase', until: null, tokens: 50 }), {
    kind: 'promo',
    until: '2026-02-10T00:00:00.000Z',
    tokens: 20,
  });
  const { taken } = payOut(purse, 130);
  expect(taken.map(({ kind, tokens }) => [kind, tokens])).toEqual([
    ['plan', 100],
    ['promo', 20],
    ['purchase', 10],
  ]);
});

it('carries nothing over on the free plan, and up to the cap on a larger one', () => {
  const later = '2026-02-28T10:00:00.000Z';
  expect(balanceOf(passTime(buildPurse(), later))).toBe(100);
  const starter = buildPurse({
    plan: 'starter',
    pockets: [{ kind: 'plan', until: null, tokens: 1_200 }],
  });
  const passed = passTime(starter, later);
  expect([balanceOf(passed), passed.carried]).toEqual([1_500, 1_000]);
});

it('gives the same whether time passes at once or step by step', () => {
  const purse = putIn(buildPurse({ plan: 'starter' }), {
    kind: 'promo',
    until: '2026-03-03T00:00:00.000Z',
    tokens: 20,
  });
  const steps = ['2026-02-05', '2026-02-28', '2026-03-02', '2026-03-31', '2026-05-01'];
  const inSteps = steps.reduce((before, day) => passTime(before, `${day}T12:00:00.000Z`), purse);
  expect(inSteps).toEqual(passTime(purse, '2026-05-01T12:00:00.000Z'));
});

it('gives tokens of a month that is over back only as far as they could have been carried', () => {
  const now = '2026-03-01T00:00:00.000Z';
  const free = passTime(buildPurse({ pockets: [] }), now);
  expect(balanceOf(returnTokens(free, buildPayment(), 10, now))).toBe(100);
  const starter = passTime(buildPurse({ plan: 'starter', pockets: [] }), now);
  const back = returnTokens(starter, buildPayment(), 10, now);
  expect([balanceOf(back), back.carried]).toEqual([510, 10]);
});

it('gives what was taken last back first', () => {
  const taken: Pocket[] = [
    { kind: 'plan', until: null, tokens: 6 },
    { kind: 'purchase', until: null, tokens: 4 },
  ];
  const back = returnTokens(buildPurse({ used: 10 }), buildPayment({ taken }), 5, opened);
  expect([tokensOf(back, 'plan'), tokensOf(back, 'purchase'), back.used]).toEqual([101, 4, 5]);
});

it.each([
  ['business_collector', 151, 31],
  ['business_collector', 5, 1],
  ['business_collector', 0, 0],
  ['social_post', 3, 30],
  ['contact_create', 9, 0],
])('prices %s x %i at %i', (service, quantity, tokens) => {
  expect(priceFor(service, quantity)).toBe(tokens);
});
