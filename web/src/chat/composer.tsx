import type { RefObject } from 'preact';
import { limits } from '../../../shared/limits.ts';
import { formatNumber } from '../format/format-number.ts';
import { Icon } from '../icons/icon.tsx';
import { useTexts } from '../page/texts-context.ts';

export interface ComposerProps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly draft: string;
  readonly isBusy: boolean;
  readonly isStopping: boolean;
  /** An approval card is open, which a yes or no here answers too. */
  readonly isAsked: boolean;
  readonly onDraft: (draft: string) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

/** Where messages are written. It can always be written in, whatever may be sent. */
export function Composer(props: ComposerProps) {
  const { texts, locale } = useTexts();
  const { draft, isBusy } = props;
  const over = draft.trim().length - limits.messageTextCharacters;
  const canSend = !isBusy && draft.trim() !== '' && over <= 0;
  const send = () => {
    if (canSend) props.onSend();
    props.input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, as in Japanese, Enter accepts the word.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-box">
        <textarea
          ref={props.input}
          rows={countRows(draft)}
          value={draft}
          aria-label={texts.composer.label}
          aria-describedby="composer-hint"
          placeholder={
            props.isAsked ? texts.composer.answerPlaceholder : texts.composer.placeholder
          }
          onInput={(event) => props.onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          enterkeyhint="send"
        />
        <SendOrStop {...props} canSend={canSend} />
      </div>
      <p id="composer-hint" class={over > 0 ? 'composer-hint composer-over' : 'composer-hint'}>
        {over > 0 ? texts.composer.tooLong(formatNumber(over, locale)) : texts.composer.hint}
      </p>
    </form>
  );
}

function SendOrStop(props: ComposerProps & { readonly canSend: boolean }) {
  const { texts } = useTexts();
  if (!props.isBusy) {
    return (
      <button type="submit" class="send" aria-label={texts.composer.send} disabled={!props.canSend}>
        <Icon name="send" />
      </button>
    );
  }
  return (
    <button
      type="button"
      class="send send-stop"
      aria-label={texts.composer.stop}
      disabled={props.isStopping}
      onClick={props.onStop}
    >
      <Icon name="stop" />
    </button>
  );
}

const mostRows = 8;
/** For browsers that do not size the field by its content themselves. */
const countRows = (draft: string): number => Math.min(draft.split('\n').length, mostRows);
