import type { Pricing } from '../../../shared/api/tokens.ts';
import { formatNumber } from '../format/format-number.ts';
import { useTexts } from '../page/texts-context.ts';

/** What each service costs, from the server's price book. */
export function PriceList({ pricing }: { readonly pricing: Pricing | null }) {
  const { texts, locale } = useTexts();
  const { activity } = texts;
  if (!pricing) return <div class="skeleton skeleton-list" />;
  return (
    <dl class="prices">
      {pricing.services.map(({ service, title, tokens, perQuantity, unit, rule }) => (
        <div key={service}>
          <dt>{activity.service[service] ?? title}</dt>
          <dd class="price">
            {tokens === 0
              ? activity.free
              : activity.perUnit(
                  texts.tokens(tokens, formatNumber(tokens, locale)),
                  perQuantity,
                  activity.unit[unit] ?? unit,
                )}
          </dd>
          <dd class="price-rule">{activity.rule[service] ?? rule}</dd>
        </div>
      ))}
    </dl>
  );
}
