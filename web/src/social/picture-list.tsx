import { Icon } from '../icons/icon.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import type { Picture } from './picture.ts';

export interface PictureListProps {
  readonly pictures: readonly Picture[];
  readonly onRemove?: (imageId: string) => void;
}

/** The pictures of a post, small, in their order. */
export function PictureList({ pictures, onRemove }: PictureListProps) {
  const { social } = useFormTexts();
  return (
    <ul class="pictures">
      {pictures.map(({ imageId, url }, index) => {
        const number = String(index + 1);
        return (
          <li key={imageId}>
            <img src={url} alt={social.picture(number)} loading="lazy" />
            {onRemove && (
              <button
                type="button"
                class="icon-button"
                aria-label={social.removePicture(number)}
                onClick={() => onRemove(imageId)}
              >
                <Icon name="cross" />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
