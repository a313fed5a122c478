import { useContext, useEffect, useState } from 'preact/hooks';
import type { ShownPicture } from '../chat/read-picture.ts';
import { useTexts } from '../page/texts-context.ts';
import { PictureSourceContext } from './picture-source.ts';

/** An address may end while a page is open: so often another one is asked for. */
const attemptCount = 2;

/** The picture that a tool made or found. */
export function ToolPicture({ picture }: { readonly picture: ShownPicture }) {
  const { texts } = useTexts();
  const { address, hasFailed, retry } = useAddress(picture.imageId);
  if (hasFailed) return <p class="tool-error">{texts.tool.pictureFailed}</p>;
  return (
    <img
      class="tool-picture"
      src={address}
      alt={picture.prompt ?? texts.tool.picture}
      width={picture.widthPixels}
      height={picture.heightPixels}
      loading="lazy"
      onError={retry}
    />
  );
}

function useAddress(imageId: string) {
  const source = useContext(PictureSourceContext);
  const [address, setAddress] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const hasFailed = attempt === attemptCount;
  const retry = () => setAttempt((before) => Math.min(before + 1, attemptCount));

  useEffect(() => {
    if (!source || hasFailed) return undefined;
    let isCurrent = true;
    source(imageId).then(
      (found) => isCurrent && setAddress(found),
      () => isCurrent && setAttempt(attemptCount),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, imageId, attempt]);

  return { address, hasFailed, retry };
}
