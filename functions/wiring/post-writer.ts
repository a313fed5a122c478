import { chooseModel } from '../agent/create-model.ts';
import { readModelConfig } from '../config.ts';
import type { PostWriter } from '../providers/text/post-writer.ts';
import { createTemplatePostWriter } from '../providers/text/template-post-writer.ts';
import { once } from './foundation.ts';

/**
 * Texts of posts by the configured model, or from templates where that is the built-in one. A
 * model is loaded by the first text: most functions that may write one never do.
 *
 * @param environment with the secrets, among which is the model's key
 */
export function choosePostWriter(environment: Readonly<Record<string, unknown>>): PostWriter {
  const { provider, name, load } = chooseModel(readModelConfig(environment));
  if (provider === 'offline') return createTemplatePostWriter();
  const loadWriter = once(async () => {
    const { createModelPostWriter } = await import('../providers/text/model-post-writer.ts');
    return createModelPostWriter({ writerName: name, loadModel: load });
  });
  return {
    writerName: name,
    write: async (request, signal) => (await loadWriter()).write(request, signal),
  };
}
