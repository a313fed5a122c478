import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelConfig } from '../config.ts';
import { describeModel, type ModelDescription } from './describe-model.ts';
import { requireSetting } from './require-setting.ts';

/** The model that answers, and how a page may name it. */
export interface ChosenModel extends ModelDescription {
  /** Providers are loaded when they are needed, so that they cost no start-up time otherwise. */
  readonly load: () => Promise<LanguageModelV4>;
}

/** @throws Error naming the setting that the chosen provider lacks */
export function chooseModel(config: ModelConfig): ChosenModel {
  const description = describeModel(config);
  return { ...description, load: () => loadModel(config, description.name) };
}

function loadModel(config: ModelConfig, modelId: string): Promise<LanguageModelV4> {
  switch (config.MODEL_PROVIDER) {
    case 'offline':
      return loadOffline();
    case 'bedrock':
      return loadBedrock(config.AWS_REGION, modelId);
    case 'openai-compatible':
      return loadCompatible(config, modelId);
  }
}

async function loadOffline(): Promise<LanguageModelV4> {
  const { createOfflineModel } = await import('./offline/offline-model.ts');
  return createOfflineModel({ now: () => new Date() });
}

async function loadBedrock(region: string, modelId: string): Promise<LanguageModelV4> {
  const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
  return createAmazonBedrock({ region })(modelId);
}

async function loadCompatible(config: ModelConfig, modelId: string): Promise<LanguageModelV4> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'configured',
    baseURL: requireSetting(config, 'MODEL_BASE_URL'),
    apiKey: config.MODEL_API_KEY,
  });
  return provider(modelId);
}
