import type { ComponentChildren } from 'preact';
import type { PageTexts } from '../../i18n/forms/form-texts.ts';
import { formatDay } from '../format/format-time.ts';
import { useTexts } from '../page/texts-context.ts';
import { type Fact, FactList } from './fact-list.tsx';
import { FocusedHeading } from './focused-heading.tsx';
import type { PricedAction } from './paid-call.ts';
import { useFormTexts } from './use-form-texts.ts';
import { useTokenWords } from './use-token-words.ts';

export interface ConfirmCardProps {
  readonly action: PricedAction;
  readonly texts: PageTexts;
  readonly question: string;
  readonly facts: readonly Fact[];
  /** The price is the most it can come to. */
  readonly isMost: boolean;
  readonly isSending: boolean;
  /** When the plan's tokens come anew; null while that is not known. */
  readonly nextGrantAt: string | null;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
  /** What went wrong, which takes the place of the buttons. */
  readonly children?: ComponentChildren;
}

/** What will be done and what it costs, before it is done. */
export function ConfirmCard(props: ConfirmCardProps) {
  const { action, texts, question, facts, isSending, onConfirm, onBack, children } = props;
  const { paid } = useFormTexts();
  const { showPrice } = useTokenWords();
  const costs = useCosts(props);
  return (
    <section class="form-card" aria-labelledby="confirm-title" aria-busy={isSending}>
      <FocusedHeading id="confirm-title">{question}</FocusedHeading>
      <FactList facts={facts} />
      <FactList facts={costs.facts} />
      {action.hasRisen && <p class="form-warning">{paid.risen}</p>}
      {costs.shortage && <p class="form-warning">{costs.shortage}</p>}
      {children ?? (
        <div class="form-buttons">
          <button
            type="button"
            class="button button-primary"
            disabled={isSending || costs.shortage !== null}
            onClick={onConfirm}
          >
            {texts.confirm(showPrice(action.tokens))}
          </button>
          <button type="button" class="button" disabled={isSending} onClick={onBack}>
            {paid.back}
          </button>
        </div>
      )}
      <p class="form-status" role="status">
        {isSending && (
          <>
            <span class="spinner" aria-hidden="true" /> {texts.sending}
          </>
        )}
      </p>
    </section>
  );
}

function useCosts({ action, isMost, nextGrantAt }: ConfirmCardProps) {
  const { texts, locale } = useTexts();
  const { paid } = useFormTexts();
  const { show, showPrice } = useTokenWords();
  const { tokens, balanceAfter, available } = action;
  const price = showPrice(tokens);
  const facts: Fact[] = [
    { label: paid.cost, value: isMost && tokens > 0 ? paid.upTo(price) : price, isStrong: true },
  ];
  if (balanceAfter !== null) facts.push({ label: paid.balanceAfter, value: show(balanceAfter) });
  const isShort = available !== null && available < tokens;
  const grant = nextGrantAt && texts.failure.nextGrant(formatDay(nextGrantAt, locale));
  const shortage = isShort ? [paid.short(show(available)), grant].filter(Boolean).join(' ') : null;
  return { facts, shortage };
}
