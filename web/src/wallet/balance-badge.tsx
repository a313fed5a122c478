import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import { formatNumber } from '../format/format-number.ts';
import { useTexts } from '../page/texts-context.ts';
import { AnimatedNumber } from './animated-number.tsx';

/** Tokens to spend, with a word and a colour when they run out. */
export function BalanceBadge({ summary }: { readonly summary: BalanceSummary }) {
  const { texts, locale } = useTexts();
  const { available, level } = summary;
  const shown = formatNumber(available, locale);
  const unit = texts.tokens(available, '').trim();
  return (
    <span class={`balance-badge level-${level}`} data-available={available}>
      <span class="visually-hidden">{texts.tokens(available, shown)}</span>
      <AnimatedNumber value={available} />
      <span class="balance-unit" aria-hidden="true">
        {unit}
      </span>
      {level !== 'ok' && <span class="balance-level">{texts.balance.level[level]}</span>}
    </span>
  );
}
