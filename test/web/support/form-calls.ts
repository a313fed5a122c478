import type { Estimate, ToolOutcome } from '../../../web/src/api/form-answer-schemas.ts';
import { ApiError } from '../../../web/src/api/api-error.ts';
import type { FormApi, ToolRequestBody } from '../../../web/src/api/form-api.ts';
import { createPaidCall } from '../../../web/src/forms/create-paid-call.ts';
import type { FormAction, PaidCall } from '../../../web/src/forms/paid-call.ts';
import { createPendingCalls } from '../../../web/src/forms/pending-call.ts';
import { createPageMemory } from '../../../web/src/page/page-memory.ts';
import { problem, tabStorage } from './answers.ts';

export const outcome = (overrides: Partial<ToolOutcome> = {}): ToolOutcome => ({
  toolCallId: 'call_1',
  tokens: 1,
  balanceAfter: 99,
  isError: false,
  text: 'The call is queued.',
  ...overrides,
});

export const callAction = (overrides: Partial<FormAction> = {}): FormAction => ({
  tool: 'outbound_call',
  args: { to: '+34600000000', message: 'Hello.' },
  quantity: 1,
  ...overrides,
});

export const refusal = (...overrides: Parameters<typeof problem>) =>
  new ApiError(problem(...overrides));

export interface SentCall {
  readonly name: string;
  readonly body: ToolRequestBody;
  readonly key: string;
}

/** An API that answers calls in turn, and remembers what it was sent. */
export function scriptedCalls(...answers: Array<ToolOutcome | Error>) {
  const sent: SentCall[] = [];
  const callTool: FormApi['callTool'] = async (name, body, key) => {
    sent.push({ name, body, key });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('nothing is scripted');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const session = { id: 'session-1', reconnectCount: 0 };
  const waits: number[] = [];
  return {
    sent,
    session,
    waits,
    ports: {
      api: { callTool },
      session: {
        getSessionId: () => session.id,
        reconnect: async () => {
          session.reconnectCount += 1;
          session.id = `session-${session.reconnectCount + 1}`;
        },
      },
      wait: async (ms: number) => void waits.push(ms),
    },
  };
}

/** A form in a tab whose storage outlives it, over an API that answers in turn. */
export function openForm(
  answers: Array<ToolOutcome | Error>,
  options: { storage?: Storage; estimate?: Estimate | Error; firstKey?: number } = {},
) {
  const { storage = tabStorage(), firstKey = 1, estimate = affordable } = options;
  const calls = scriptedCalls(...answers);
  const states: PaidCall[] = [];
  const counts = { answers: 0, keys: firstKey - 1 };
  const form = createPaidCall({
    ...calls.ports,
    api: {
      ...calls.ports.api,
      estimate: async () => {
        if (estimate instanceof Error) throw estimate;
        return estimate;
      },
    },
    serviceOf: (tool) => (tool === 'outbound_call' ? tool : null),
    pending: createPendingCalls(createPageMemory(storage), '15.calls.pending'),
    createKey: () => `key-${(counts.keys += 1)}`,
    onChange: (state) => void states.push(state),
    onAnswer: () => void (counts.answers += 1),
  });
  const last = () => states.at(-1) ?? form.initial;
  return { form, states, last, counts, storage, ...calls };
}

export const affordable: Estimate = {
  service: 'outbound_call',
  quantity: 1,
  tokens: 1,
  available: 100,
  isAffordable: true,
  balanceAfter: 99,
};
