import { formatNumber } from '../format/format-number.ts';
import { formatDay } from '../format/format-time.ts';
import { useTexts } from '../page/texts-context.ts';
import type { Wallet } from './use-wallet.ts';

/** The balance with its plan, what was used, and when more comes. */
export function PlanCard({ summary, balance }: Wallet) {
  const { texts, locale } = useTexts();
  if (!summary) return <div class="plan-card skeleton" />;
  const show = (amount: number) => formatNumber(amount, locale);
  const tokens = (amount: number) => texts.tokens(amount, show(amount));
  const words = texts.balance;
  return (
    <section class={`plan-card level-${summary.level}`}>
      <p class="plan-name">{words.plan(words.planTitle[summary.plan])}</p>
      <p class="plan-balance">
        <strong>{show(summary.available)}</strong> {texts.tokens(summary.available, '').trim()}{' '}
        {words.available}
        {summary.level !== 'ok' && <span class="balance-level">{words.level[summary.level]}</span>}
      </p>
      {balance && (
        <>
          <meter
            class="plan-meter"
            aria-label={words.available}
            min={0}
            max={Math.max(1, balance.available + balance.held + balance.usedThisPeriod)}
            value={balance.available}
          />
          <p class="plan-facts">
            <span>{words.used(show(balance.usedThisPeriod))}</span>
            {balance.period.nextGrant > 0 && (
              <span>
                {words.nextGrant(
                  `+${tokens(balance.period.nextGrant)}`,
                  formatDay(balance.period.end, locale),
                )}
              </span>
            )}
          </p>
          {balance.held > 0 && <p class="muted">{words.held(tokens(balance.held))}</p>}
        </>
      )}
    </section>
  );
}
