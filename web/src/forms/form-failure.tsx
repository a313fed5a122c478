import { describeFailure } from '../chat/describe-failure.ts';
import { FailureCard } from '../chat/failure-card.tsx';
import type { Failure } from '../chat/read-failure.ts';
import { useTexts } from '../page/texts-context.ts';
import type { Wallet } from '../wallet/use-wallet.ts';
import { useFormTexts } from './use-form-texts.ts';

export interface FormFailureProps {
  readonly failure: Failure;
  readonly wallet: Wallet;
  readonly onRetry: () => void;
  readonly onSignIn: () => void;
  readonly onDismiss: () => void;
}

const warnings: readonly Failure['kind'][] = ['out-of-tokens', 'in-progress', 'busy'];

/** What went wrong with a form, what that means for the balance, and the way on. */
export function FormFailure(props: FormFailureProps) {
  const { failure, wallet, onRetry, onSignIn, onDismiss } = props;
  const { texts, locale } = useTexts();
  const { paid } = useFormTexts();
  const words = { ...texts.failure, ...paid.failure, wait: texts.failure.retry };
  const description = describeFailure(failure, {
    texts: { ...texts, failure: words },
    locale,
    hasDraft: false,
    chargedTokens: null,
    nextGrantAt: wallet.balance?.period.end ?? null,
  });
  // A provider says why better than we could.
  const said = failure.kind === 'not-answered' && failure.problem?.detail;
  const lines = said ? [said, paid.notCharged] : description.lines;
  return (
    <FailureCard
      description={{ ...description, lines }}
      isWarning={warnings.includes(failure.kind)}
      onAction={(action) => (action === 'sign-in' ? onSignIn() : onRetry())}
      onDismiss={onDismiss}
    />
  );
}
