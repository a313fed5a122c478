import { Field } from '../forms/field.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import {
  type CallProblems,
  type CallValues,
  messageCharacters,
  nameCharacters,
  numberCharacters,
} from './read-call-form.ts';

export interface CallFieldsProps {
  readonly values: CallValues;
  readonly problems: CallProblems;
  readonly onChange: (part: Partial<CallValues>) => void;
}

/** Whom to call, and what to say. */
export function CallFields({ values, problems, onChange }: CallFieldsProps) {
  const { calls, paid } = useFormTexts();
  const wordsOf = (name: keyof CallValues) => problems[name] && calls.problem[problems[name]];
  return (
    <>
      <Field id="call-to" label={calls.to} hint={calls.toHint} error={wordsOf('to')}>
        {(attributes) => (
          <input
            {...attributes}
            type="tel"
            autocomplete="off"
            maxLength={numberCharacters}
            value={values.to}
            onInput={(event) => onChange({ to: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="call-name" label={calls.name} note={paid.optional}>
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            autocomplete="off"
            maxLength={nameCharacters}
            value={values.name}
            onInput={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        id="call-message"
        label={calls.message}
        hint={calls.messageHint}
        error={wordsOf('message')}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            rows={4}
            maxLength={messageCharacters}
            value={values.message}
            onInput={(event) => onChange({ message: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
