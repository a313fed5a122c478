import { useTexts } from '../page/texts-context.ts';
import type { Wallet } from '../wallet/use-wallet.ts';
import { describeTurnCost } from './describe-turn-cost.ts';
import { describeFailure, type FailureAction } from './describe-failure.ts';
import { FailureCard } from './failure-card.tsx';
import type { CopilotChat } from './use-copilot-chat.ts';

export interface ChatFailureProps {
  readonly chat: CopilotChat;
  readonly wallet: Wallet;
  readonly hasDraft: boolean;
  readonly onSignIn: () => void;
  /** The card is gone, and the focus with it. */
  readonly onClosed: () => void;
}

/** The card of what went wrong last, if anything did, and of a message that has no reply. */
export function ChatFailure({ chat, wallet, hasDraft, onSignIn, onClosed }: ChatFailureProps) {
  const { texts, locale } = useTexts();
  if (chat.isBusy) return null;
  if (!chat.failure) return <UnansweredCard chat={chat} />;
  const nextGrantAt = wallet.balance?.period.end ?? null;
  const description = describeFailure(chat.failure, {
    texts,
    locale,
    hasDraft,
    nextGrantAt,
    chargedTokens: describeTurnCost(chat.messages.at(-1)?.metadata)?.tokens ?? null,
  });
  const act = (action: NonNullable<FailureAction>) => {
    if (action === 'sign-in') onSignIn();
    if (action === 'retry') chat.retry();
    if (action === 'wait') chat.awaitReply();
    if (action === 'reload') chat.reload();
    onClosed();
  };
  const isWarning = ['out-of-tokens', 'in-progress', 'busy'].includes(chat.failure.kind);
  return (
    <FailureCard
      description={description}
      isWarning={isWarning}
      onAction={act}
      onDismiss={() => {
        chat.dismissFailure();
        onClosed();
      }}
    />
  );
}

/** After a reload, the last message may have no reply yet: its turn runs, or was cut off. */
function UnansweredCard({ chat }: { readonly chat: CopilotChat }) {
  const { texts } = useTexts();
  const last = chat.messages.at(-1);
  const isRunning = last?.metadata?.outcome === 'running';
  if (!last || (last.role === 'assistant' && !isRunning)) return null;
  const { title, detail } = isRunning ? texts.failure.inProgress : texts.failure.unanswered;
  return (
    <FailureCard
      description={{ title, lines: [detail], action: 'wait', requestId: null }}
      isWarning
      onAction={chat.awaitReply}
      onDismiss={chat.reload}
    />
  );
}
