import { openConversation } from '../page/open-conversation.ts';
import type { PageContentProps, PageKind } from '../page/page-kind.ts';
import { useTexts } from '../page/texts-context.ts';
import { ChatView } from './chat-view.tsx';

/** The pages whose content is the chat. */
export const chatPage = (variant: 'hub' | 'bare'): PageKind => ({
  variant,
  open: openConversation,
  Content: ChatContent,
});

function ChatContent({ started, ...rest }: PageContentProps) {
  const { texts } = useTexts();
  return (
    <>
      <h1 class="visually-hidden">{texts.brand}</h1>
      <ChatView api={started.api} memory={started.memory} {...rest} />
    </>
  );
}
