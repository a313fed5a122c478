import { describe, expect, it } from 'vitest';
import { describeTurnCost } from '../../web/src/chat/describe-turn-cost.ts';
import { turnId } from './support/messages.ts';

describe('describeTurnCost', () => {
  it('is what the server said', () => {
    const metadata = { turnId, tokens: 1, balanceAfter: 99, outcome: 'completed' as const };
    expect(describeTurnCost(metadata)).toEqual({ tokens: 1, balanceAfter: 99, isReplay: false });
  });

  it('is known while an approval waits, as the message is paid by then', () => {
    const metadata = { turnId, tokens: 1, outcome: 'waiting' as const };
    expect(describeTurnCost(metadata)).toMatchObject({ tokens: 1, balanceAfter: null });
  });

  it('says of a replay that it is one', () => {
    expect(describeTurnCost({ turnId, tokens: 1, isReplay: true })?.isReplay).toBe(true);
  });

  it.each([undefined, { turnId }, { turnId, tokens: 1, outcome: 'running' as const }])(
    'is not known yet: %j',
    (metadata) => {
      expect(describeTurnCost(metadata)).toBeNull();
    },
  );
});
