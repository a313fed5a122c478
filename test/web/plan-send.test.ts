import { describe, expect, it } from 'vitest';
import { planSend } from '../../web/src/chat/plan-send.ts';
import { publishDescriptor, waitingCall } from './support/messages.ts';

const balanceOf = (available: number) =>
  ({ available, plan: 'free', level: available === 0 ? 'empty' : 'ok' }) as const;

describe('planSend', () => {
  it('sends a message without the space around it', () => {
    expect(planSend('  hello \n', [], balanceOf(1), 1)).toEqual({ kind: 'send', text: 'hello' });
  });

  it('refuses a message that the balance does not cover', () => {
    expect(planSend('hello', [], balanceOf(0), 1)).toEqual({
      kind: 'refuse',
      failure: { kind: 'out-of-tokens', shortage: { required: 1, available: 0 } },
    });
  });

  it('refuses at zero while the price is still loading', () => {
    expect(planSend('hello', [], balanceOf(0), null).kind).toBe('refuse');
  });

  it('sends at zero when a message is free', () => {
    expect(planSend('hello', [], balanceOf(0), 0).kind).toBe('send');
  });

  it('leaves an unknown balance to the server', () => {
    expect(planSend('hello', [], null, 1).kind).toBe('send');
  });

  it('answers the oldest open card by a yes', () => {
    const cards = [waitingCall('approval-1'), waitingCall('approval-2')];
    expect(planSend('yes', cards, balanceOf(10), 1)).toEqual({
      kind: 'answer',
      approvalId: 'approval-1',
      isApproved: true,
    });
  });

  it('refuses a yes that costs more than there is', () => {
    const plan = planSend('yes', [waitingCall()], balanceOf(9), 1);
    expect(plan).toMatchObject({ failure: { shortage: { required: 10, available: 9 } } });
  });

  it('takes a no and a free yes with an empty balance', () => {
    const free = { ...publishDescriptor, service: null, tokens: 0, isDestructive: true };
    expect(planSend('no', [waitingCall()], balanceOf(0), 1)).toMatchObject({ isApproved: false });
    const plan = planSend('yes', [waitingCall('approval-1', free)], balanceOf(0), 1);
    expect(plan).toMatchObject({ isApproved: true });
  });

  it('leaves a cost that cannot be read to the server', () => {
    const plan = planSend('yes', [waitingCall('approval-1', 'odd')], balanceOf(0), 1);
    expect(plan).toMatchObject({ kind: 'answer', isApproved: true });
  });

  it('sends a yes as a message when nothing is asked', () => {
    expect(planSend('yes', [], balanceOf(5), 1)).toEqual({ kind: 'send', text: 'yes' });
  });

  it('sends anything longer as a message while a card is open', () => {
    const plan = planSend('yes, but tomorrow', [waitingCall()], balanceOf(5), 1);
    expect(plan).toEqual({ kind: 'send', text: 'yes, but tomorrow' });
  });
});
