import { describe, expect, it } from 'vitest';
import { createApprovalGate } from '../../web/src/chat/create-approval-gate.ts';
import { findOpenApprovals } from '../../web/src/chat/find-open-approvals.ts';
import { listAnsweredApprovals } from '../../web/src/chat/list-answered-approvals.ts';
import { planResend } from '../../web/src/chat/plan-resend.ts';
import { readApprovalDescriptor } from '../../web/src/chat/read-approval-descriptor.ts';
import {
  answeredCall,
  deniedCall,
  finishedCall,
  publishDescriptor,
  reply,
  userMessage,
  waitingCall,
} from './support/messages.ts';

const asking = reply({ parts: [waitingCall('approval-1'), answeredCall('approval-2', true)] });

describe('findOpenApprovals', () => {
  it('finds the cards that wait in the newest message', () => {
    const open = findOpenApprovals([userMessage(), asking]);
    expect(open.map(({ approval }) => approval.id)).toEqual(['approval-1']);
  });

  it('finds none once the conversation has gone on', () => {
    expect(findOpenApprovals([asking, userMessage({ id: 'later' })])).toEqual([]);
    expect(findOpenApprovals([])).toEqual([]);
  });
});

describe('listAnsweredApprovals', () => {
  it('lists what was answered and has not run', () => {
    expect(listAnsweredApprovals([asking])).toEqual(['approval-2']);
  });

  it('lists nothing of older messages', () => {
    expect(listAnsweredApprovals([asking, userMessage()])).toEqual([]);
  });
});

describe('readApprovalDescriptor', () => {
  it('reads what saying yes costs', () => {
    expect(readApprovalDescriptor(publishDescriptor)).toEqual(publishDescriptor);
  });

  it.each([undefined, null, 'ten', { ...publishDescriptor, tokens: '10' }])(
    'does not guess from %j',
    (descriptor) => {
      expect(readApprovalDescriptor(descriptor)).toBeNull();
    },
  );
});

describe('createApprovalGate', () => {
  const answered = [userMessage(), reply({ parts: [answeredCall('approval-1', false)] })];

  it('waits until every open card has its answer', () => {
    expect(createApprovalGate()({ messages: [userMessage(), asking] })).toBe(false);
    expect(createApprovalGate()({ messages: answered })).toBe(true);
  });

  it('lets each answer out once, even when the reply leaves its card as it was', () => {
    const isReady = createApprovalGate();
    isReady({ messages: answered });
    expect(isReady({ messages: answered })).toBe(false);
  });

  it('lets a later answer out', () => {
    const isReady = createApprovalGate();
    isReady({ messages: answered });
    const next = reply({ parts: [answeredCall('approval-2', true)] });
    expect(isReady({ messages: [userMessage(), next] })).toBe(true);
  });

  it('has nothing to send for an ordinary reply', () => {
    expect(createApprovalGate()({ messages: [userMessage(), reply()] })).toBe(false);
  });
});

describe('planResend', () => {
  it('sends a message again that got no reply, or half of one', () => {
    expect(planResend([userMessage()])).toBe('message');
    expect(planResend([userMessage(), reply({ parts: [finishedCall({})] })])).toBe('message');
  });

  it('sends answers again that have not run', () => {
    const parts = [deniedCall, answeredCall('approval-2', true)];
    expect(planResend([userMessage(), reply({ parts })])).toBe('approvals');
  });

  it('reads where the server is once an answer has been taken', () => {
    expect(planResend([userMessage(), reply({ parts: [deniedCall] })])).toBe('reload');
  });
});
