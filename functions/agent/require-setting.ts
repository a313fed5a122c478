import type { ModelConfig } from '../config.ts';

/** @throws Error naming the setting that the chosen provider lacks */
export function requireSetting(
  config: ModelConfig,
  setting: 'MODEL_ID' | 'MODEL_BASE_URL',
): string {
  const value = config[setting];
  if (!value) throw new Error(`${setting} is needed for MODEL_PROVIDER=${config.MODEL_PROVIDER}.`);
  return value;
}
