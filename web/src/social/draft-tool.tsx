import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionTool } from '../../../shared/api/copilot.ts';
import type { DraftTexts } from '../../i18n/forms/form-texts.ts';
import { Field } from '../forms/field.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { FormRefusal } from '../forms/form-refusal.tsx';
import { type PaidForm } from '../forms/use-paid-call.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTokenWords } from '../forms/use-token-words.ts';
import type { PageContentProps } from '../page/page-kind.ts';

export interface DraftToolProps extends Pick<PageContentProps, 'wallet' | 'onSignIn'> {
  readonly id: string;
  readonly words: DraftTexts;
  readonly tool: SessionTool;
  readonly call: PaidForm;
  readonly characters: number;
  /** What the tool is called with for what was written. */
  readonly describeArgs: (text: string) => Readonly<Record<string, unknown>>;
  readonly children?: ComponentChildren;
}

/** Has something made for a post, for the price that stands on the button. */
export function DraftTool(props: DraftToolProps) {
  const { id, words, tool, call, characters, describeArgs, children } = props;
  const { showPrice } = useTokenWords();
  const [text, setText] = useState('');
  const { state } = call;
  const isBusy = state.kind === 'sending';
  // A price that rose meanwhile stands on the button before it is pressed again.
  const tokens = state.kind === 'confirming' ? state.action.tokens : tool.tokens;
  const run = () => {
    const said = text.trim();
    if (said === '') return;
    void call.perform({ tool: tool.name, args: describeArgs(said), quantity: 1 }, tokens);
  };
  return (
    <details class="draft" open={state.kind !== 'editing'}>
      <summary>{words.title}</summary>
      <div class="draft-body">
        <Field id={id} label={words.label} hint={words.hint}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autocomplete="off"
              maxLength={characters}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                // It would send the whole form.
                event.preventDefault();
                run();
              }}
            />
          )}
        </Field>
        <div class="form-buttons">
          <button
            type="button"
            class="button button-small"
            disabled={isBusy || text.trim() === ''}
            onClick={run}
          >
            {isBusy ? words.running : words.run(showPrice(tokens))}
          </button>
        </div>
        <DraftNotice {...props} />
        {children}
      </div>
    </details>
  );
}

function DraftNotice({ call, wallet, onSignIn }: DraftToolProps) {
  const { paid } = useFormTexts();
  const { state } = call;
  if (state.kind === 'confirming') return <p class="form-warning">{paid.risen}</p>;
  if (state.kind === 'refused') return <FormRefusal text={state.text} onDismiss={call.edit} />;
  if (state.kind !== 'failed') return null;
  return (
    <FormFailure
      failure={state.failure}
      wallet={wallet}
      onRetry={() => void call.retry()}
      onSignIn={onSignIn}
      onDismiss={call.edit}
    />
  );
}
