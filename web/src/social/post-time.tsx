import { Field } from '../forms/field.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import type { PostValues } from './read-post-form.ts';

export interface PostTimeProps {
  readonly values: Pick<PostValues, 'at' | 'timeZone'>;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<PostValues>) => void;
}

const timeZones = Intl.supportedValuesOf('timeZone');

/** The person's own zone; browsers list all of them but UTC. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When a post comes out, by the clocks of a zone. */
export function PostTime({ values, error, onChange }: PostTimeProps) {
  const { social } = useFormTexts();
  const { at, timeZone } = values;
  const isListed = timeZones.includes(timeZone);
  return (
    <div class="field-pair">
      <Field id="post-at" label={social.at} error={error}>
        {(attributes) => (
          <input
            {...attributes}
            type="datetime-local"
            value={at}
            onInput={(event) => onChange({ at: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="post-zone" label={social.timeZone}>
        {(attributes) => (
          <select
            {...attributes}
            value={timeZone}
            onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
          >
            {!isListed && <option value={timeZone}>{timeZone}</option>}
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
