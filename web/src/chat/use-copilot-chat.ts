import { useChat } from '@ai-sdk/react';
import type { ChatOnDataCallback } from 'ai';
import { useMemo, useState } from 'preact/hooks';
import type { PhasePart } from '../../../shared/api/copilot.ts';
import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import type { CopilotApi } from '../api/copilot-api.ts';
import { loadMessages } from '../page/open-conversation.ts';
import type { CopilotMessage } from './copilot-message.ts';
import { awaitReply, createChatTransport } from './create-chat-transport.ts';
import { createApprovalGate } from './create-approval-gate.ts';
import type { SessionSource } from './open-turn.ts';
import { planResend } from './plan-resend.ts';
import { type Failure, givesDraftBack, readFailure } from './read-failure.ts';
import { readMessageText } from './read-message-text.ts';
import { useStop } from './use-stop.ts';

export interface CopilotChatOptions {
  readonly api: CopilotApi;
  readonly session: SessionSource;
  readonly conversationId: string;
  readonly earlierMessages: CopilotMessage[];
  readonly onBalance: (summary: BalanceSummary) => void;
  readonly onTurnEnd: () => void;
  /** Gets the text of a message that the server did not take. */
  readonly onDraftBack: (text: string) => void;
}

export interface CopilotChat {
  readonly messages: readonly CopilotMessage[];
  readonly isBusy: boolean;
  readonly isStopping: boolean;
  readonly phase: PhasePart | null;
  readonly failure: Failure | null;
  send(text: string): void;
  /** Shows a refusal that the page can foresee, without asking the server. */
  refuse(failure: Failure): void;
  answer(approvalId: string, isApproved: boolean): void;
  retry(): void;
  /** Gets the reply of a turn that may still be running, under the same message id. */
  awaitReply(): void;
  stop(): void;
  reload(): void;
  dismissFailure(): void;
}

const renderIntervalMs = 50;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The chat of one conversation. A new conversation needs a new component. */
export function useCopilotChat(options: CopilotChatOptions): CopilotChat {
  const { api } = options;
  const [failure, setFailure] = useState<Failure | null>(null);
  const { chat, phase } = useTurns(options, (error) => fail(readFailure(error)));
  const isBusy = chat.status === 'submitted' || chat.status === 'streaming';

  const reload = () => {
    loadMessages(api, options.conversationId).then(
      (messages) => {
        chat.setMessages(messages);
        setFailure(null);
      },
      (error: unknown) => setFailure(readFailure(error)),
    );
  };

  const fail = (next: Failure) => {
    if (next.kind === 'approval-closed') reload();
    setFailure(next);
    if (givesDraftBack(next)) takeLastMessageBack(chat, options.onDraftBack);
  };

  const resend = (metadata?: typeof awaitReply) => {
    setFailure(null);
    const resent = planResend(chat.messages);
    if (resent === 'reload') reload();
    else if (resent === 'approvals') void chat.sendMessage(undefined, { metadata });
    else void chat.regenerate({ metadata });
  };

  return {
    messages: chat.messages,
    isBusy,
    phase,
    failure,
    reload,
    ...useStop({ api, chat, isBusy, onAborted: reload }),
    send(text) {
      setFailure(null);
      const message = { id: crypto.randomUUID(), role: 'user' as const };
      void chat.sendMessage({ ...message, parts: [{ type: 'text', text }] });
    },
    answer(id, approved) {
      setFailure(null);
      void chat.addToolApprovalResponse({ id, approved });
    },
    refuse: setFailure,
    retry: () => resend(),
    awaitReply: () => resend(awaitReply),
    dismissFailure: () => setFailure(null),
  };
}

/** The AI SDK's chat over our transport, with what the stream says besides the message. */
function useTurns(options: CopilotChatOptions, onError: (error: unknown) => void) {
  const { api, session, onBalance, onTurnEnd } = options;
  const [phase, setPhase] = useState<PhasePart | null>(null);
  const sendAutomaticallyWhen = useMemo(createApprovalGate, []);
  const transport = useMemo(
    () => createChatTransport({ api, session, wait, now: () => performance.now() }),
    [api, session],
  );
  const onData: ChatOnDataCallback<CopilotMessage> = (part) => {
    if (part.type === 'data-balance') onBalance(part.data);
    if (part.type === 'data-phase') setPhase(part.data);
  };
  const onFinish = () => {
    setPhase(null);
    onTurnEnd();
  };
  const chat = useChat<CopilotMessage>({
    id: options.conversationId,
    messages: options.earlierMessages,
    throttle: renderIntervalMs,
    transport,
    sendAutomaticallyWhen,
    onData,
    onFinish,
    onError,
  });
  return { chat, phase };
}

function takeLastMessageBack(
  chat: Pick<ReturnType<typeof useTurns>['chat'], 'setMessages'>,
  onDraftBack: (text: string) => void,
): void {
  chat.setMessages((messages) => {
    const last = messages.at(-1);
    if (last?.role !== 'user') return messages;
    onDraftBack(readMessageText(last));
    return messages.slice(0, -1);
  });
}
