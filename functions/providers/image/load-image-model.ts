import type { ImageModelV4 } from '@ai-sdk/provider';
import { limits } from '../../../shared/limits.ts';
import { limitFetch } from '../../limit-fetch.ts';

/** A picture of the largest size in base64, and what is said about it. */
const answerBytes = Math.ceil((limits.imageBytes * 4) / 3) + 64 * 1024;

export async function loadBedrockImageModel(options: {
  readonly region: string;
  readonly modelId: string;
  /** For tests; unless said, that of AWS in the region. */
  readonly baseURL?: string;
}): Promise<ImageModelV4> {
  const { modelId, ...place } = options;
  const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
  return createAmazonBedrock({ ...place, fetch: limitFetch(answerBytes) }).imageModel(modelId);
}

export async function loadCompatibleImageModel(options: {
  readonly baseURL: string;
  readonly apiKey?: string | undefined;
  readonly modelId: string;
}): Promise<ImageModelV4> {
  const { modelId, ...place } = options;
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    ...place,
    name: 'configured',
    fetch: limitFetch(answerBytes),
  });
  return provider.imageModel(modelId);
}
