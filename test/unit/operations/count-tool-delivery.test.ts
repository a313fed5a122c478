import { describe, expect, it } from 'vitest';
import { createCountToolDelivery } from '../../../functions/operations/count-tool-delivery.ts';
import type { ToolCall } from '../../../functions/store/tool-calls.ts';
import { buildCharge } from '../../support/ledger-builders.ts';

const hold = buildCharge({ quantity: 300, reference: { tool: 'collect', call: 'call_1' } });
const delivered: ToolCall = {
  accountId: hold.accountId,
  toolCallId: 'call_1',
  status: 'delivered',
  attempt: 1,
  leaseUntil: hold.createdAt,
  chargeId: hold.chargeId,
  deliveredQuantity: 120,
};
const countOf = (stored: Partial<ToolCall> | null, charge = hold) =>
  createCountToolDelivery({
    toolCalls: {
      readCall: async ({ accountId, toolCallId }) =>
        stored && accountId === hold.accountId && toolCallId === 'call_1'
          ? { ...delivered, ...stored }
          : null,
    },
  })(charge);

describe('what a tool delivered for a hold', () => {
  it.each<[string, Partial<ToolCall> | null, number]>([
    ['is what its note says', {}, 120],
    ['is so after the call is over, too', { status: 'done' }, 120],
    ['is never more than was held', { deliveredQuantity: 900 }, 300],
    ['is nothing where it left no note', null, 0],
    ['is nothing while it still works', { chargeId: undefined, deliveredQuantity: undefined }, 0],
    ['is told by its job where it started one', { deliveredQuantity: undefined }, 0],
    ['is nothing where another hold paid for it', { chargeId: 'another' }, 0],
  ])('%s', async (_, stored, count) => {
    expect(await countOf(stored)).toBe(count);
  });

  it('is nothing for a hold that is no tool call', async () => {
    expect(await countOf({}, { ...hold, reference: { message: 'm' } })).toBe(0);
  });
});
