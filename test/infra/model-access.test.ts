import { beforeAll, describe, expect, it } from 'vitest';
import type { StageConfig } from '../../infra/config.ts';
import { type FoundFunction, readFunctions } from '../support/read-functions.ts';
import { synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const models = {
  offline: { provider: 'offline' },
  profile: { provider: 'bedrock', modelId: 'eu.vendor.model-1:0' },
  own: { provider: 'bedrock', modelId: 'vendor.model-1:0' },
  elsewhere: {
    provider: 'openai-compatible',
    modelId: 'local',
    baseUrl: 'https://models.example.com/v1',
  },
} as const satisfies Record<string, StageConfig['model']>;

describe('the model of a stage', () => {
  const functions = new Map<keyof typeof models, ReadonlyMap<string, FoundFunction>>();
  beforeAll(async () => {
    for (const name of Object.keys(models) as (keyof typeof models)[]) {
      const app = await synthApp({ stage: 'dev', model: models[name] });
      functions.set(name, readFunctions(app.template('api')));
    }
  }, synthTimeoutMs);

  const functionOf = (model: keyof typeof models, name: string) =>
    functions.get(model)?.get(`metered-copilot-dev-${name}`);
  const calls = (model: keyof typeof models, name = 'chat') =>
    (functionOf(model, name)?.statements ?? []).filter(({ Action }) =>
      Action.some((action) => action.startsWith('bedrock:')),
    );

  it.each(['offline', 'elsewhere'] as const)(
    'takes no permission of AWS when it is %s',
    (model) => {
      expect(functionOf(model, 'chat')).toBeDefined();
      expect(calls(model)).toEqual([]);
    },
  );

  it('may be called as itself in the region of the stage', () => {
    expect(JSON.stringify(calls('own').map(({ Resource }) => Resource))).toContain(
      ':bedrock:us-east-1::foundation-model/vendor.model-1:0',
    );
    expect(calls('own')).toHaveLength(1);
  });

  it('may be called in other regions through its inference profile only', () => {
    const [profile, model, ...others] = calls('profile');
    expect(others).toEqual([]);
    expect(JSON.stringify(profile?.Resource)).toContain(':inference-profile/eu.vendor.model-1:0');
    expect(JSON.stringify(model?.Resource)).toContain(
      ':bedrock:*::foundation-model/vendor.model-1',
    );
    expect(JSON.stringify(model?.Condition)).toContain('eu.vendor.model-1:0');
  });

  it('is known by name to who opens a session, but not to be called', () => {
    expect(functionOf('profile', 'connect')?.variables).toMatchObject({
      MODEL_PROVIDER: 'bedrock',
      MODEL_ID: 'eu.vendor.model-1:0',
    });
    expect(calls('profile', 'connect')).toEqual([]);
  });

  it('is found at its own address elsewhere', () => {
    expect(functionOf('elsewhere', 'chat')?.variables).toMatchObject({
      MODEL_BASE_URL: 'https://models.example.com/v1',
    });
  });
});
