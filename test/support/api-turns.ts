import type { CopilotPart } from '../../functions/agent/copilot-message.ts';
import type { Turn } from '../../functions/store/turns.ts';

type ToolPart = Extract<CopilotPart, { type: 'dynamic-tool' }>;

/** A turn that is running its first attempt, and has cost its token. */
export const buildTurn = (overrides: Partial<Turn> = {}): Turn => ({
  conversationId: 'con_1',
  turnKey: '2026-03-01T12:00:00.000Z#message-1',
  messageId: 'message-1',
  accountId: '7',
  clientId: '15',
  text: 'hello',
  status: 'running',
  attempt: 1,
  chargeId: 'charge-1',
  leaseUntil: '2026-03-01T12:05:00.000Z',
  tokens: 1,
  balanceAfter: 99,
  createdAt: '2026-03-01T12:00:00.000Z',
  ...overrides,
});

export const textPart = (text: string): CopilotPart => ({ type: 'text', text, state: 'done' });

const call = {
  type: 'dynamic-tool',
  toolName: 'contacts_delete-contact',
  toolCallId: 'call-1',
  title: 'Delete a contact',
  input: { contactId: 'c-1' },
} as const;
const descriptor = { title: 'Delete a contact', service: null, tokens: 0, isDestructive: true };
const approval = { id: 'approval-1', signature: 'signed', descriptor } as const;
const output = { isError: false, text: 'Deleted.' };

/** One tool call in each state that a reply can hold it in. */
export const toolParts = {
  'input-streaming': { ...call, state: 'input-streaming' },
  'input-available': { ...call, state: 'input-available' },
  'approval-requested': { ...call, state: 'approval-requested', approval },
  'approval-responded': {
    ...call,
    state: 'approval-responded',
    approval: { ...approval, approved: true },
  },
  'output-available': { ...call, state: 'output-available', output },
  'output-error': { ...call, state: 'output-error', errorText: 'No such contact.' },
  'output-denied': { ...call, state: 'output-denied', approval: { ...approval, approved: false } },
} satisfies Record<ToolPart['state'], ToolPart>;
