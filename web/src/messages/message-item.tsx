import { memo } from 'preact/compat';
import type { SessionTool } from '../../../shared/api/copilot.ts';
import type { CopilotMessage } from '../chat/copilot-message.ts';
import { readMessageText } from '../chat/read-message-text.ts';
import { BrandMark } from '../icons/brand-mark.tsx';
import { MarkdownView } from '../markdown/markdown-view.tsx';
import { useTexts } from '../page/texts-context.ts';
import { ApprovalCard } from './approval-card.tsx';
import { MessageCost } from './message-cost.tsx';
import { ToolCard } from './tool-card.tsx';

export interface MessageItemProps {
  readonly message: CopilotMessage;
  readonly tools: readonly SessionTool[];
  /** Whether this is the newest message, the only one whose approvals can be answered. */
  readonly isCurrent: boolean;
  /** A message of the user's that got no reply before the next one. */
  readonly isUnanswered: boolean;
  readonly available: number | null;
  readonly onAnswer: (approvalId: string, isApproved: boolean) => void;
}

/** One message. Unchanged ones are not drawn again while another streams. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message } = props;
  const { texts } = useTexts();
  if (message.role === 'user') {
    return (
      <article class="message message-user" aria-label={texts.chat.you}>
        <p class="bubble">{readMessageText(message)}</p>
        {props.isUnanswered && <p class="message-cost">{texts.chat.unanswered}</p>}
      </article>
    );
  }
  return (
    <article class="message message-assistant" aria-label={texts.chat.assistant}>
      <BrandMark />
      <div class="message-body">
        {message.parts.map((part, index) => (
          <MessagePart key={index} part={part} {...props} />
        ))}
        <MessageCost metadata={message.metadata} />
      </div>
    </article>
  );
});

type MessagePartProps = MessageItemProps & { part: CopilotMessage['parts'][number] };

function MessagePart({ part, tools, isCurrent, available, onAnswer }: MessagePartProps) {
  if (part.type === 'text') return <MarkdownView markdown={part.text} />;
  if (part.type !== 'dynamic-tool') return null;
  if (isCurrent && part.state === 'approval-requested') {
    return <ApprovalCard part={part} tools={tools} available={available} onAnswer={onAnswer} />;
  }
  return <ToolCard part={part} tools={tools} isCurrent={isCurrent} />;
}
