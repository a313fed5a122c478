import type { ModelConfig } from '../config.ts';
import { requireSetting } from './require-setting.ts';

/** Which model answers, as a page may name it. */
export interface ModelDescription {
  readonly provider: ModelConfig['MODEL_PROVIDER'];
  readonly name: string;
}

/**
 * Names the model by its configuration alone, for functions that never load one.
 *
 * @throws Error naming the setting that the chosen provider lacks
 */
export const describeModel = (config: ModelConfig): ModelDescription => ({
  provider: config.MODEL_PROVIDER,
  name:
    config.MODEL_PROVIDER === 'offline' ? 'Built-in assistant' : requireSetting(config, 'MODEL_ID'),
});
