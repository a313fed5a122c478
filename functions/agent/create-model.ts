import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelConfig } from '../config.ts';
import { createOfflineModel } from './offline/offline-model.ts';

/** The model that answers, and how a page may name it. */
export interface ChosenModel {
  readonly provider: ModelConfig['MODEL_PROVIDER'];
  readonly name: string;
  /** Providers are loaded when they are needed, so that they cost no start-up time otherwise. */
  readonly load: () => Promise<LanguageModelV4>;
}

/** @throws Error naming the setting that the chosen provider lacks */
export function chooseModel(config: ModelConfig): ChosenModel {
  const { MODEL_PROVIDER: provider } = config;
  if (provider === 'offline') {
    return {
      provider,
      name: 'Built-in assistant',
      load: async () => createOfflineModel({ now: () => new Date() }),
    };
  }
  const name = required(config, 'MODEL_ID');
  return provider === 'bedrock'
    ? { provider, name, load: () => loadBedrock(config.AWS_REGION, name) }
    : { provider, name, load: () => loadCompatible(config, name) };
}

async function loadBedrock(region: string, modelId: string): Promise<LanguageModelV4> {
  const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
  return createAmazonBedrock({ region })(modelId);
}

async function loadCompatible(config: ModelConfig, modelId: string): Promise<LanguageModelV4> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'configured',
    baseURL: required(config, 'MODEL_BASE_URL'),
    apiKey: config.MODEL_API_KEY,
  });
  return provider(modelId);
}

function required(config: ModelConfig, setting: 'MODEL_ID' | 'MODEL_BASE_URL'): string {
  const value = config[setting];
  if (!value) throw new Error(`${setting} is needed for MODEL_PROVIDER=${config.MODEL_PROVIDER}.`);
  return value;
}
