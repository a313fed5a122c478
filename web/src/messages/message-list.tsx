import type { ComponentChildren } from 'preact';
import { useCallback, useRef } from 'preact/hooks';
import type { SessionTool } from '../../../shared/api/copilot.ts';
import type { CopilotChat } from '../chat/use-copilot-chat.ts';
import { Icon } from '../icons/icon.tsx';
import { useTexts } from '../page/texts-context.ts';
import { MessageItem } from './message-item.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

export interface MessageListProps {
  readonly chat: CopilotChat;
  readonly tools: readonly SessionTool[];
  readonly available: number | null;
  readonly onAnswer: (approvalId: string, isApproved: boolean) => void;
  /** Shown while nothing has been said. */
  readonly empty: ComponentChildren;
  /** What follows the messages: status and failures. */
  readonly children: ComponentChildren;
}

/** The conversation, which stays at its newest message unless one scrolls up. */
export function MessageList({
  chat,
  tools,
  available,
  empty,
  children,
  ...props
}: MessageListProps) {
  const { texts } = useTexts();
  const { list, isAtEnd, scrollToEnd } = useStickToEnd(chat);
  const answer = useStable(props.onAnswer);
  const lastIndex = chat.messages.length - 1;
  return (
    <div class="message-scroll" ref={list}>
      <div class="message-column">
        {chat.messages.length === 0 && empty}
        <h2 class="visually-hidden">{texts.chat.messages}</h2>
        <div
          class="message-log"
          role="log"
          aria-label={texts.chat.messages}
          aria-busy={chat.isBusy}
        >
          {chat.messages.map((message, index) => (
            <MessageItem
              key={message.id}
              message={message}
              tools={tools}
              isCurrent={index === lastIndex}
              isUnanswered={chat.messages[index + 1]?.role === 'user'}
              available={index === lastIndex ? available : null}
              onAnswer={answer}
            />
          ))}
        </div>
        {children}
      </div>
      {!isAtEnd && (
        <button type="button" class="to-latest" onClick={scrollToEnd}>
          <Icon name="down" />
          {texts.chat.toLatest}
        </button>
      )}
    </div>
  );
}

/** A function whose identity stays, so that unchanged messages are not drawn again. */
function useStable<Args extends unknown[]>(latest: (...args: Args) => void) {
  const current = useRef(latest);
  current.current = latest;
  return useCallback((...args: Args) => current.current(...args), []);
}
