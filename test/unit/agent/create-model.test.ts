import { describe, expect, it } from 'vitest';
import { chooseModel } from '../../../functions/agent/create-model.ts';
import { describeModel } from '../../../functions/agent/describe-model.ts';

describe('choosing a model', () => {
  const config = { MODEL_PROVIDER: 'offline', MODEL_ID: '', AWS_REGION: 'us-east-1' } as const;

  it('takes the built-in assistant, honest about itself, unless told otherwise', async () => {
    const model = chooseModel(config);
    expect(model).toMatchObject({ provider: 'offline', name: 'Built-in assistant' });
    expect((await model.load()).provider).toBe('offline');
  });

  it('loads an OpenAI-compatible model under its own name', async () => {
    const MODEL_BASE_URL = 'http://localhost:11434/v1';
    const MODEL_PROVIDER = 'openai-compatible';
    const model = chooseModel({ ...config, MODEL_PROVIDER, MODEL_ID: 'llama', MODEL_BASE_URL });
    expect(model).toMatchObject({ provider: 'openai-compatible', name: 'llama' });
    expect((await model.load()).modelId).toBe('llama');
  });

  it('loads a model of Bedrock', async () => {
    const model = chooseModel({ ...config, MODEL_PROVIDER: 'bedrock', MODEL_ID: 'nova' });
    expect((await model.load()).modelId).toBe('nova');
  });

  it('names it as those do who never load it', () => {
    for (const MODEL_PROVIDER of ['offline', 'bedrock', 'openai-compatible'] as const) {
      const chosen = { ...config, MODEL_PROVIDER, MODEL_ID: 'nova' };
      expect(chooseModel(chosen)).toMatchObject(describeModel(chosen));
    }
    expect(describeModel({ ...config, MODEL_ID: 'nova' }).name).toBe('Built-in assistant');
    expect(() => describeModel({ ...config, MODEL_PROVIDER: 'bedrock' })).toThrow('MODEL_ID');
  });

  it('names the setting that is missing', async () => {
    const provider = { ...config, MODEL_PROVIDER: 'openai-compatible' } as const;
    expect(() => chooseModel(provider)).toThrow('MODEL_ID');
    const load = chooseModel({ ...provider, MODEL_ID: 'llama' }).load();
    await expect(load).rejects.toThrow('MODEL_BASE_URL');
  });
});
