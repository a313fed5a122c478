import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import type { Balance, Pricing, Transaction } from '../../../shared/api/tokens.ts';
import type { CopilotApi } from '../api/copilot-api.ts';

export interface Wallet {
  /** What the server said last; the pages never work a balance out. */
  readonly summary: BalanceSummary | null;
  readonly balance: Balance | null;
  readonly transactions: readonly Transaction[] | null;
  readonly pricing: Pricing | null;
  readonly hasFailed: boolean;
  readonly show: (summary: BalanceSummary) => void;
  readonly refresh: () => void;
}

type WalletApi = Pick<CopilotApi, 'getBalance' | 'listTransactions' | 'getPricing'>;
type WalletState = Pick<Wallet, 'summary' | 'balance' | 'transactions' | 'pricing' | 'hasFailed'>;

const unknownWallet: WalletState = {
  summary: null,
  balance: null,
  transactions: null,
  pricing: null,
  hasFailed: false,
};

/** Balance, transactions and prices, asked for anew whenever something may have moved them. */
export function useWallet(api: WalletApi): Wallet {
  const [state, setState] = useState(unknownWallet);
  // Answers can overtake each other: of two readings the later one counts, and a balance that was
  // streamed meanwhile is newer than both.
  const readings = useRef(0);
  const shown = useRef(0);

  const show = useCallback((summary: BalanceSummary) => {
    shown.current += 1;
    setState((known) => ({ ...known, summary }));
  }, []);

  const refresh = useCallback(() => {
    readings.current += 1;
    const reading = readings.current;
    const shownBefore = shown.current;
    Promise.all([api.getBalance(), api.listTransactions()]).then(
      ([balance, { transactions }]) => {
        if (readings.current !== reading) return;
        const isNewest = shown.current === shownBefore;
        setState((known) => {
          const summary = isNewest ? balance : known.summary;
          return { ...known, balance, transactions, summary, hasFailed: false };
        });
      },
      () => setState((known) => ({ ...known, hasFailed: true })),
    );
  }, [api]);

  useEffect(() => {
    refresh();
    api.getPricing().then(
      (pricing) => setState((known) => ({ ...known, pricing })),
      () => setState((known) => ({ ...known, hasFailed: true })),
    );
    const refreshWhenSeen = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    document.addEventListener('visibilitychange', refreshWhenSeen);
    return () => document.removeEventListener('visibilitychange', refreshWhenSeen);
  }, [api, refresh]);

  return { ...state, show, refresh };
}
