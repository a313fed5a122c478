import type { ComponentChildren } from 'preact';
import type { ToolOutcome } from '../api/form-answer-schemas.ts';
import { FactList } from './fact-list.tsx';
import { FocusedHeading } from './focused-heading.tsx';
import { useFormTexts } from './use-form-texts.ts';
import { useTokenWords } from './use-token-words.ts';

export interface ResultCardProps {
  readonly title: string;
  readonly outcome: ToolOutcome;
  readonly again: string;
  readonly onAgain: () => void;
  readonly children?: ComponentChildren;
}

/** What was done, what it cost, and what is left. */
export function ResultCard({ title, outcome, again, onAgain, children }: ResultCardProps) {
  const { paid } = useFormTexts();
  const { show, showPrice } = useTokenWords();
  const { tokens, balanceAfter } = outcome;
  const costs = [{ label: paid.cost, value: showPrice(tokens), isStrong: true }];
  const left =
    balanceAfter === null ? [] : [{ label: paid.balanceAfter, value: show(balanceAfter) }];
  return (
    <section class="form-card" aria-labelledby="result-title">
      <FocusedHeading id="result-title">{title}</FocusedHeading>
      {children}
      <FactList facts={[...costs, ...left]} />
      <div class="form-buttons">
        <button type="button" class="button" onClick={onAgain}>
          {again}
        </button>
      </div>
    </section>
  );
}
