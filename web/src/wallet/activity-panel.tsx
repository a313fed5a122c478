import { useTexts } from '../page/texts-context.ts';
import { PlanCard } from './plan-card.tsx';
import { PriceList } from './price-list.tsx';
import { TransactionList } from './transaction-list.tsx';
import type { Wallet } from './use-wallet.ts';

/** Everything about the tokens: balance, history and prices. */
export function ActivityPanel({ wallet }: { readonly wallet: Wallet }) {
  const { texts } = useTexts();
  return (
    <div class="activity">
      {wallet.hasFailed && (
        <p class="activity-failed" role="status">
          {texts.activity.failed}{' '}
          <button type="button" class="link-button" onClick={wallet.refresh}>
            {texts.failure.retry}
          </button>
        </p>
      )}
      <PlanCard {...wallet} />
      <section>
        <h2>{texts.activity.transactions}</h2>
        <TransactionList transactions={wallet.transactions} pricing={wallet.pricing} />
      </section>
      <section>
        <h2>{texts.activity.prices}</h2>
        <PriceList pricing={wallet.pricing} />
      </section>
    </div>
  );
}
