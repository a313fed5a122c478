import { useFormTexts } from '../forms/use-form-texts.ts';
import { type Platform, platforms } from './platforms.ts';

export interface PlatformChoicesProps {
  readonly chosen: readonly Platform[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly Platform[]) => void;
}

/** One or more places for a post. */
export function PlatformChoices({ chosen, error, onChange }: PlatformChoicesProps) {
  const { social } = useFormTexts();
  const toggle = (platform: Platform, isChosen: boolean) =>
    onChange(platforms.filter((one) => (one === platform ? isChosen : chosen.includes(one))));
  return (
    <fieldset class="field" aria-describedby={error && 'platforms-error'}>
      <legend>{social.platforms}</legend>
      <div class="checks">
        {platforms.map((platform) => (
          <label key={platform} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(platform)}
              aria-invalid={error ? 'true' : undefined}
              onChange={(event) => toggle(platform, event.currentTarget.checked)}
            />
            <span>{social.platform[platform]}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id="platforms-error" class="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
