import type { ImageModelConfig } from './image-config.ts';
import type { ImageMaker } from './image-maker.ts';
import { loadBedrockImageModel, loadCompatibleImageModel } from './load-image-model.ts';
import { createModelImageMaker } from './model-image-maker.ts';

const sampleSource = 'drawn locally (sample picture)';

/**
 * Who draws: the configured model, else samples. Either is loaded with the first picture.
 *
 * @throws Error naming the setting that the chosen provider lacks
 */
export function chooseImageMaker(config: ImageModelConfig): ImageMaker {
  const { IMAGE_MODEL_PROVIDER: provider, IMAGE_MODEL_API_KEY: apiKey } = config;
  if (provider === 'local') return sampleImageMaker;
  const modelId = requireSetting(config, 'IMAGE_MODEL_ID');
  if (provider === 'bedrock') {
    const region = config.AWS_REGION;
    return createModelImageMaker(modelId, () => loadBedrockImageModel({ region, modelId }));
  }
  const baseURL = requireSetting(config, 'IMAGE_MODEL_BASE_URL');
  return createModelImageMaker(modelId, () =>
    loadCompatibleImageModel({ baseURL, apiKey, modelId }),
  );
}

const sampleImageMaker: ImageMaker = {
  source: sampleSource,
  draw: async ({ prompt, style }) => {
    const { drawSample } = await import('./sample/draw-sample.ts');
    return drawSample(prompt, style);
  },
};

/** @throws Error naming the setting that the chosen provider lacks */
function requireSetting(
  config: ImageModelConfig,
  setting: 'IMAGE_MODEL_ID' | 'IMAGE_MODEL_BASE_URL',
): string {
  const value = config[setting];
  if (value) return value;
  throw new Error(`${setting} is needed for IMAGE_MODEL_PROVIDER=${config.IMAGE_MODEL_PROVIDER}.`);
}
