import { describe, expect, it } from 'vitest';
import { chatBodySchema } from '../../shared/api/copilot.ts';
import { limits } from '../../shared/limits.ts';
import { planTurnRequest } from '../../web/src/chat/plan-turn-request.ts';
import { answeredCall, finishedCall, reply, turnId, userMessage } from './support/messages.ts';

describe('planTurnRequest', () => {
  it('sends the newest message alone, under its own id', () => {
    const earlier = [userMessage({ id: 'earlier' }), reply({ id: 'earlier:reply' })];
    expect(planTurnRequest([...earlier, userMessage()])).toEqual({
      message: { id: turnId, text: 'Create contact Lina Rosalex' },
    });
  });

  it('sends the answers to the approvals of a reply, under the id of its turn', () => {
    const parts = [answeredCall('approval-1', true), answeredCall('approval-2', false)];
    expect(planTurnRequest([userMessage(), reply({ parts })])).toEqual({
      message: { id: turnId },
      approvals: [
        { approvalId: 'approval-1', approved: true },
        { approvalId: 'approval-2', approved: false },
      ],
    });
  });

  it('leaves out calls that have run', () => {
    const parts = [finishedCall({}), answeredCall('approval-2', true)];
    expect(planTurnRequest([reply({ parts })]).approvals).toHaveLength(1);
  });

  it('makes bodies that the contract accepts', () => {
    const count = limits.approvalsPerRequestCount + 1;
    const parts = Array.from({ length: count }, (_, index) => answeredCall(`a-${index}`, true));
    for (const messages of [[userMessage()], [userMessage(), reply({ parts })]]) {
      const body = { sessionId: 'session-1', ...planTurnRequest(messages) };
      expect(chatBodySchema.safeParse(body).error).toBeUndefined();
    }
  });

  it.each([[[]], [[userMessage(), reply()]], [[reply({ metadata: undefined })]]])(
    'refuses a conversation that asks for nothing',
    (messages) => {
      expect(() => planTurnRequest(messages)).toThrow(RangeError);
    },
  );
});
