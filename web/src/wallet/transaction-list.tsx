import type { Pricing, Transaction } from '../../../shared/api/tokens.ts';
import type { Texts } from '../../i18n/texts.ts';
import { formatChange, formatNumber } from '../format/format-number.ts';
import { formatTime } from '../format/format-time.ts';
import { useTexts } from '../page/texts-context.ts';

export interface TransactionListProps {
  /** Null while they are loading. */
  readonly transactions: readonly Transaction[] | null;
  readonly pricing: Pricing | null;
}

/** The newest changes of the balance, as the server recorded them. */
export function TransactionList({ transactions, pricing }: TransactionListProps) {
  const { texts } = useTexts();
  if (!transactions) return <div class="skeleton skeleton-list" />;
  if (transactions.length === 0) return <p class="muted">{texts.activity.noTransactions}</p>;
  return (
    <ol class="transactions">
      {transactions.map((transaction) => (
        <TransactionRow key={transaction.id} transaction={transaction} pricing={pricing} />
      ))}
    </ol>
  );
}

function TransactionRow(props: { transaction: Transaction; pricing: Pricing | null }) {
  const { texts, locale } = useTexts();
  const { transaction } = props;
  const { tokens, balanceAfter, status, createdAt } = transaction;
  return (
    <li class={`transaction transaction-${status}`}>
      <span class="transaction-title">{titleOf(transaction, props.pricing, texts)}</span>
      <span class={tokens > 0 ? 'transaction-tokens is-credit' : 'transaction-tokens'}>
        {formatChange(tokens, locale)}
      </span>
      <span class="transaction-facts">
        <time dateTime={createdAt}>{formatTime(createdAt, locale, new Date())}</time>
        {' · '}
        {texts.activity.status[status]}
      </span>
      <span class="transaction-after">
        {texts.activity.balanceAfter(formatNumber(balanceAfter, locale))}
      </span>
    </li>
  );
}

function titleOf({ service, kind }: Transaction, pricing: Pricing | null, { activity }: Texts) {
  if (service === null) return activity.kind[kind];
  const priced = pricing?.services.find((item) => item.service === service);
  return activity.service[service] ?? priced?.title ?? service.replaceAll('_', ' ');
}
