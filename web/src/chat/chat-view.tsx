import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { CopilotApi } from '../api/copilot-api.ts';
import { MessageList } from '../messages/message-list.tsx';
import { type PictureSource, PictureSourceContext } from '../messages/picture-source.ts';
import type { OpenConversation } from '../page/open-conversation.ts';
import type { PageMemory } from '../page/page-memory.ts';
import { useDraft } from '../page/use-draft.ts';
import { messagePrice } from '../wallet/message-price.ts';
import type { Wallet } from '../wallet/use-wallet.ts';
import { ChatFailure } from './chat-failure.tsx';
import { Composer } from './composer.tsx';
import { createSessionSource } from './create-session-source.ts';
import { EmptyChat } from './empty-chat.tsx';
import { findOpenApprovals } from './find-open-approvals.ts';
import { planSend } from './plan-send.ts';
import { TurnStatus } from './turn-status.tsx';
import { type CopilotChat, useCopilotChat } from './use-copilot-chat.ts';

export interface ChatViewProps {
  readonly api: CopilotApi;
  readonly memory: PageMemory;
  readonly conversation: OpenConversation;
  readonly wallet: Wallet;
  readonly onSignIn: () => void;
}

/** The chat of one conversation: its messages, what is going on, and the composer. */
export function ChatView({ api, memory, conversation, wallet, onSignIn }: ChatViewProps) {
  const { session } = conversation;
  const input = useRef<HTMLTextAreaElement>(null);
  const focusInput = () => input.current?.focus();
  const { draft, setDraft, giveBack } = useDraft(memory, session.clientId);
  const chat = useCopilotChat({
    api,
    session: useMemo(() => createSessionSource(api, session), [api, session]),
    conversationId: session.conversationId,
    earlierMessages: conversation.messages,
    onBalance: wallet.show,
    onTurnEnd: wallet.refresh,
    onDraftBack: giveBack,
  });
  const pictures = usePictures(api, session.clientId);
  const price = messagePrice(wallet.pricing);
  const sending = planSending({ chat, wallet, price, draft, setDraft, focusInput });
  useEffect(() => wallet.show(session.balance), [session, wallet.show]);
  useEscape(chat.isBusy, chat.stop);
  const failureProps = { chat, wallet, hasDraft: draft.trim() !== '', onSignIn };

  return (
    <div class="chat">
      <PictureSourceContext.Provider value={pictures}>
        <MessageList
          chat={chat}
          tools={session.tools}
          available={wallet.summary?.available ?? null}
          onAnswer={sending.answer}
          empty={<EmptyChat session={session} price={price} onSuggest={sending.suggest} />}
        >
          <TurnStatus {...chat} tools={session.tools} />
          <ChatFailure {...failureProps} onClosed={focusInput} />
        </MessageList>
      </PictureSourceContext.Provider>
      <Composer
        input={input}
        draft={draft}
        isBusy={chat.isBusy}
        isStopping={chat.isStopping}
        isAsked={sending.isAsked}
        onDraft={setDraft}
        onSend={sending.send}
        onStop={chat.stop}
      />
    </div>
  );
}

/** Of the client of this conversation; the same function as long as it is. */
const usePictures = (api: CopilotApi, clientId: string): PictureSource =>
  useMemo(
    () => async (imageId: string) => (await api.getMedia(clientId, imageId)).url,
    [api, clientId],
  );

interface SendingContext {
  readonly chat: CopilotChat;
  readonly wallet: Wallet;
  readonly price: number | null;
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  readonly focusInput: () => void;
}

/** What sending, answering a card and taking a suggestion do; each leaves one ready to write. */
function planSending({ chat, wallet, price, draft, setDraft, focusInput }: SendingContext) {
  const approvals = chat.isBusy ? [] : findOpenApprovals(chat.messages);
  const answer = (approvalId: string, isApproved: boolean) => {
    chat.answer(approvalId, isApproved);
    focusInput();
  };
  const send = () => {
    const plan = planSend(draft, approvals, wallet.summary, price);
    if (plan.kind === 'refuse') return chat.refuse(plan.failure);
    setDraft('');
    return plan.kind === 'answer' ? answer(plan.approvalId, plan.isApproved) : chat.send(plan.text);
  };
  const suggest = (text: string) => {
    setDraft(text);
    focusInput();
  };
  return { answer, send, suggest, isAsked: approvals.length > 0 };
}

/** Esc stops the running turn, wherever the focus is but in a dialogue, which it closes. */
function useEscape(isBusy: boolean, onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    if (!isBusy) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isInDialog) latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isBusy]);
}
