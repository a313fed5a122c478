import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { useTexts } from '../page/texts-context.ts';
import type { FailureAction, FailureDescription } from './describe-failure.ts';

export interface FailureCardProps {
  readonly description: FailureDescription;
  readonly isWarning: boolean;
  readonly onAction: (action: NonNullable<FailureAction>) => void;
  readonly onDismiss: () => void;
}

/** Something did not work: what, what it means for the balance, and the way on. */
export function FailureCard({ description, isWarning, onAction, onDismiss }: FailureCardProps) {
  const { texts } = useTexts();
  const { title, lines, action, requestId } = description;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), [title]);
  return (
    <div
      ref={card}
      class={isWarning ? 'failure-card failure-warning' : 'failure-card'}
      role="alert"
    >
      <Icon name="alert" />
      <div class="failure-body">
        <p class="failure-title">{title}</p>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {requestId && <p class="failure-request">{texts.failure.requestId(requestId)}</p>}
        <div class="failure-buttons">
          {action && (
            <button type="button" class="button button-small" onClick={() => onAction(action)}>
              {labelOf(action, texts.failure)}
            </button>
          )}
          <button type="button" class="button button-small button-quiet" onClick={onDismiss}>
            {texts.failure.dismiss}
          </button>
        </div>
      </div>
    </div>
  );
}

function labelOf(
  action: NonNullable<FailureAction>,
  words: { retry: string; wait: string; signIn: string; reload: string },
): string {
  const labels = {
    retry: words.retry,
    wait: words.wait,
    'sign-in': words.signIn,
    reload: words.reload,
  };
  return labels[action];
}
