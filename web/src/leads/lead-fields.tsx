import { limits } from '../../../shared/limits.ts';
import { Field } from '../forms/field.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import {
  categoryCharacters,
  type LeadProblems,
  type LeadValues,
  placeCharacters,
} from './read-lead-form.ts';

export interface LeadFieldsProps {
  readonly values: LeadValues;
  readonly problems: LeadProblems;
  readonly onChange: (part: Partial<LeadValues>) => void;
}

/** Which businesses, where, and how many. */
export function LeadFields({ values, problems, onChange }: LeadFieldsProps) {
  const { leads } = useFormTexts();
  const fieldOf = (name: keyof LeadValues) => ({
    id: `lead-${name}`,
    label: leads[name],
    hint: leads.hint[name],
    error: problems[name] && leads.problem[problems[name]],
  });
  const inputOf = (name: keyof LeadValues) => ({
    autocomplete: 'off',
    value: values[name],
    onInput: (event: { readonly currentTarget: HTMLInputElement }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Field {...fieldOf('category')}>
        {(attributes) => (
          <input
            {...attributes}
            {...inputOf('category')}
            type="text"
            maxLength={categoryCharacters}
          />
        )}
      </Field>
      <Field {...fieldOf('place')}>
        {(attributes) => (
          <input {...attributes} {...inputOf('place')} type="text" maxLength={placeCharacters} />
        )}
      </Field>
      <Field {...fieldOf('count')}>
        {(attributes) => (
          <input
            {...attributes}
            {...inputOf('count')}
            class="field-short"
            type="number"
            inputMode="numeric"
            min={1}
            max={limits.leadsPerJobCount}
          />
        )}
      </Field>
    </>
  );
}
