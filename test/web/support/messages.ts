import type { CopilotMessage, ToolCallPart } from '../../../web/src/chat/copilot-message.ts';

export const turnId = '7f1c7d0e-6a53-4c1d-9b57-0d6c9a2f0001';

export const userMessage = (overrides: Partial<CopilotMessage> = {}): CopilotMessage => ({
  id: turnId,
  role: 'user',
  parts: [{ type: 'text', text: 'Create contact Lina Rosalex' }],
  ...overrides,
});

export const reply = (overrides: Partial<CopilotMessage> = {}): CopilotMessage => ({
  id: `${turnId}:reply`,
  role: 'assistant',
  metadata: { turnId, tokens: 1, balanceAfter: 99, outcome: 'completed' },
  parts: [{ type: 'text', text: 'Done.' }],
  ...overrides,
});

const call = {
  type: 'dynamic-tool' as const,
  toolCallId: 'call-1',
  toolName: 'outreach_publish-post',
  input: { text: 'Open house' },
};

export const publishDescriptor = {
  title: 'Publish a post',
  service: 'social_post',
  tokens: 10,
  isDestructive: false,
};

export const waitingCall = (
  approvalId = 'approval-1',
  descriptor: unknown = publishDescriptor,
) => ({
  ...call,
  toolCallId: `call-${approvalId}`,
  state: 'approval-requested' as const,
  approval: { id: approvalId, descriptor },
});

export const answeredCall = (approvalId: string, approved: boolean): ToolCallPart => ({
  ...call,
  toolCallId: `call-${approvalId}`,
  state: 'approval-responded',
  approval: { id: approvalId, approved, descriptor: publishDescriptor },
});

export const finishedCall = (output: unknown): ToolCallPart => ({
  ...call,
  state: 'output-available',
  output,
});

export const failedCall: ToolCallPart = { ...call, state: 'output-error', errorText: 'No answer.' };
export const runningCall: ToolCallPart = { ...call, state: 'input-available' };
export const preparingCall: ToolCallPart = { ...call, state: 'input-streaming' };
export const deniedCall: ToolCallPart = {
  ...call,
  state: 'output-denied',
  approval: { id: 'approval-1', approved: false },
};
