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

describe('who draws pictures in a stage', () => {
  const painters = {
    local: { provider: 'local' },
    bedrock: { provider: 'bedrock', modelId: 'amazon.nova-canvas-v1:0' },
    elsewhere: {
      provider: 'openai-compatible',
      modelId: 'painter-1',
      baseUrl: 'https://images.example.com/v1',
    },
  } as const satisfies Record<string, StageConfig['imageModel']>;
  const drawing = ['chat', 'call-tool', 'call-mcp'];

  const functions = new Map<keyof typeof painters, ReadonlyMap<string, FoundFunction>>();
  beforeAll(async () => {
    for (const name of Object.keys(painters) as (keyof typeof painters)[]) {
      const app = await synthApp({ stage: 'dev', imageModel: painters[name] });
      functions.set(name, readFunctions(app.template('api')));
    }
  }, synthTimeoutMs);

  const readStage = (painter: keyof typeof painters) =>
    [...(functions.get(painter) ?? [])].map(([name, { statements, variables }]) => ({
      name: name.replace('metered-copilot-dev-', ''),
      variables,
      invocations: statements.filter(({ Action }) => Action.includes('bedrock:InvokeModel')),
    }));

  it('is asked by what runs tools, and only its own model', () => {
    const asking = readStage('bedrock').filter(({ invocations }) => invocations.length > 0);
    expect(asking.map(({ name }) => name).toSorted()).toEqual(drawing.toSorted());
    for (const { invocations, variables } of asking) {
      expect(JSON.stringify(invocations.map(({ Resource }) => Resource))).toContain(
        ':bedrock:us-east-1::foundation-model/amazon.nova-canvas-v1:0',
      );
      expect(variables).toMatchObject({ IMAGE_MODEL_ID: 'amazon.nova-canvas-v1:0' });
    }
  });

  it.each(['local', 'elsewhere'] as const)('takes no permission of AWS: %s', (painter) => {
    const stage = readStage(painter);
    expect(stage.flatMap(({ invocations }) => invocations)).toEqual([]);
    const chat = stage.find(({ name }) => name === 'chat');
    expect(chat?.variables).toMatchObject({ IMAGE_MODEL_PROVIDER: painters[painter].provider });
  });
});
