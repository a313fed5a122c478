import type { ComponentChildren } from 'preact';
import { limits } from '../../../shared/limits.ts';
import { formatNumber } from '../format/format-number.ts';
import { Field } from '../forms/field.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { ChoiceGroup } from '../page/choice-group.tsx';
import { useTexts } from '../page/texts-context.ts';
import { PictureList } from './picture-list.tsx';
import { PlatformChoices } from './platform-choices.tsx';
import { PostTime } from './post-time.tsx';
import type { PostProblems, PostValues } from './read-post-form.ts';

export interface PostFieldsProps {
  readonly values: PostValues;
  readonly problems: PostProblems;
  readonly onChange: (part: Partial<PostValues>) => void;
  /** What can be made for the post. */
  readonly drafts: ComponentChildren;
}

/** What to say, where, and when. */
export function PostFields({ values, problems, onChange, drafts }: PostFieldsProps) {
  const { locale } = useTexts();
  const { social } = useFormTexts();
  const left = limits.postTextCharacters - values.text.trim().length;
  const shown = formatNumber(Math.abs(left), locale);
  return (
    <>
      <Field
        id="post-text"
        label={social.text}
        hint={left < 0 ? social.textOver(shown) : social.textLeft(shown)}
        error={problems.text && social.problem[problems.text]}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            rows={6}
            value={values.text}
            onInput={(event) => onChange({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      {drafts}
      {values.pictures.length > 0 && (
        <PictureList
          pictures={values.pictures}
          onRemove={(removed) =>
            onChange({ pictures: values.pictures.filter(({ imageId }) => imageId !== removed) })
          }
        />
      )}
      <PlatformChoices
        chosen={values.platforms}
        error={problems.platforms && social.problem[problems.platforms]}
        onChange={(platforms) => onChange({ platforms })}
      />
      <ChoiceGroup
        label={social.when}
        name="when"
        choices={social.times}
        chosen={values.when}
        onChoose={(when) => onChange({ when })}
      />
      {values.when === 'later' && (
        <PostTime
          values={values}
          error={problems.at && social.problem[problems.at]}
          onChange={onChange}
        />
      )}
    </>
  );
}
