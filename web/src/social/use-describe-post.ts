import type { Fact } from '../forms/fact-list.tsx';
import type { FormAction } from '../forms/paid-call.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { isPlatform } from './platforms.ts';

/** A post's details, as they are confirmed. */
export function useDescribePost(): (action: FormAction) => readonly Fact[] {
  const { social } = useFormTexts();
  return ({ args }) => {
    const places = (Array.isArray(args['platforms']) ? args['platforms'] : [])
      .filter((name): name is string => typeof name === 'string')
      .map((name) => (isPlatform(name) ? social.platform[name] : name));
    const time = typeof args['at'] === 'string' ? args['at'].slice(0, 16).replace('T', ' ') : null;
    const pictures = Array.isArray(args['imageIds']) ? args['imageIds'].length : 0;
    return [
      { label: social.text, value: String(args['text']) },
      { label: social.platforms, value: places.join(', ') },
      {
        label: social.when,
        value: time === null ? social.times.now : `${time} (${String(args['timeZone'])})`,
      },
      ...(pictures > 0 ? [{ label: social.pictures, value: String(pictures) }] : []),
    ];
  };
}
