import type { ComponentChildren } from 'preact';
import type { PageTexts } from '../../i18n/forms/form-texts.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { ConfirmCard } from './confirm-card.tsx';
import type { Fact } from './fact-list.tsx';
import { FormFailure } from './form-failure.tsx';
import { FormRefusal } from './form-refusal.tsx';
import { type FormAction, isPriced, type PaidCall, type PricedAction } from './paid-call.ts';
import type { PaidForm } from './use-paid-call.ts';

type DoneCall = Extract<PaidCall, { kind: 'done' }>;

export interface PaidFormViewProps extends Pick<PageContentProps, 'wallet' | 'onSignIn'> {
  readonly form: PaidForm;
  readonly texts: PageTexts;
  readonly question?: string;
  readonly isMost?: boolean;
  /** An action's details, as they are confirmed. */
  readonly describe: (action: FormAction) => readonly Fact[];
  readonly result: (done: DoneCall) => ComponentChildren;
  /** The form itself; what it is told stands under its fields. */
  readonly children: (notice: ComponentChildren, isBusy: boolean) => ComponentChildren;
}

/** A form, its confirmation, and its result, each in the place of the one before. */
export function PaidFormView(props: PaidFormViewProps) {
  const { form, wallet, onSignIn, result, children } = props;
  const { state } = form;
  const failure = state.kind === 'failed' && (
    <FormFailure
      failure={state.failure}
      wallet={wallet}
      onRetry={() => void form.retry()}
      onSignIn={onSignIn}
      onDismiss={form.edit}
    />
  );
  const action = confirmedAction(state);
  if (state.kind === 'done') return <>{result(state)}</>;
  if (action) return <Confirmation {...props} action={action} failure={failure} />;
  const notice =
    state.kind === 'refused' ? <FormRefusal text={state.text} onDismiss={form.edit} /> : failure;
  return <>{children(notice, state.kind === 'pricing')}</>;
}

function Confirmation(
  props: PaidFormViewProps & { action: PricedAction; failure: ComponentChildren },
) {
  const { form, texts, question = texts.question, isMost = false, describe } = props;
  return (
    <ConfirmCard
      action={props.action}
      texts={texts}
      question={question}
      facts={describe(props.action)}
      isMost={isMost}
      nextGrantAt={props.wallet.balance?.period.end ?? null}
      isSending={form.state.kind === 'sending'}
      onConfirm={() => void form.confirm()}
      onBack={form.edit}
    >
      {props.failure || undefined}
    </ConfirmCard>
  );
}

/** What stands on the card: an action to agree to, one under way, or one that failed on its way. */
function confirmedAction(state: PaidCall): PricedAction | null {
  if (state.kind === 'confirming' || state.kind === 'sending') return state.action;
  return state.kind === 'failed' && isPriced(state.action) ? state.action : null;
}
