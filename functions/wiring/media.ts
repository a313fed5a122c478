import { chooseMedia } from '../providers/media/choose-media.ts';
import { readMediaConfig } from '../providers/media/media-config.ts';
import { now, once } from './foundation.ts';

/** Where pictures are kept. */
export const media = once(() => chooseMedia(readMediaConfig(process.env), now));
