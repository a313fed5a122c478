import type { ImageModelV4 } from '@ai-sdk/provider';
import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import { runWithDeadline } from '../../mcp/run-with-deadline.ts';
import type { ImageMaker, ImageStyle } from './image-maker.ts';

const size = '1024x1024';

/** Said in words, as each model has other settings for it. */
const styleNotes: Readonly<Record<ImageStyle, string>> = {
  natural: 'Style: a natural photograph.',
  vivid: 'Style: vivid colours and strong contrast.',
  illustration: 'Style: a flat illustration.',
};

/**
 * Pictures by a model. The provider is asked once: trying again is up to the caller, as a picture
 * that was drawn and lost on its way is paid for, too.
 */
export const createModelImageMaker = (
  source: string,
  loadModel: () => Promise<ImageModelV4>,
): ImageMaker => ({
  source,
  draw: async ({ prompt, style, signal }) => {
    try {
      const model = await loadModel();
      const { images } = await runWithDeadline(limits.imageTimeoutMs, signal, async (abortSignal) =>
        model.doGenerate({
          prompt: style === undefined ? prompt : `${prompt}\n${styleNotes[style]}`,
          n: 1,
          size,
          aspectRatio: undefined,
          seed: undefined,
          files: undefined,
          mask: undefined,
          providerOptions: {},
          abortSignal,
        }),
      );
      const [image] = images;
      if (image === undefined) throw new Error('the answer has no picture');
      return typeof image === 'string' ? Buffer.from(image, 'base64') : image;
    } catch (cause) {
      throw new AppError('provider_failed', {
        detail: `No picture was made: ${source} refused, failed or took too long.`,
        cause,
      });
    }
  },
});
