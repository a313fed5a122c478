import { FailureCard } from '../chat/failure-card.tsx';
import { useFormTexts } from './use-form-texts.ts';

/** The tool said no, and why. */
export function FormRefusal(props: { readonly text: string; readonly onDismiss: () => void }) {
  const { paid } = useFormTexts();
  const lines = [props.text, paid.notCharged];
  return (
    <FailureCard
      description={{ title: paid.refused, lines, action: null, requestId: null }}
      isWarning={false}
      onAction={props.onDismiss}
      onDismiss={props.onDismiss}
    />
  );
}
