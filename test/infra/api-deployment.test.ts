import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readStageConfig } from '../../infra/config.ts';
import { integrationTimeoutMs } from '../../infra/constructs/api/integration-timeout.ts';
import { ApiStack } from '../../infra/stacks/api-stack.ts';
import { StatefulStack } from '../../infra/stacks/stateful-stack.ts';
import { type Route, routes } from '../../shared/routes.ts';
import { synthTimeoutMs } from '../support/synth-app.ts';

interface ApiVariant {
  readonly routes?: Readonly<Record<string, Route>>;
  readonly origin?: string;
}

const twoRoutes = { getHealth: routes.getHealth, getBalance: routes.getBalance };

/** The logical id of the deployment: another id is another picture of the API. */
function deploymentIdOf({ routes = twoRoutes, origin = 'https://a.example.com' }: ApiVariant = {}) {
  const app = new App();
  const env = { region: 'us-east-1' };
  const config = readStageConfig('dev');
  const stateful = new StatefulStack(app, 'Stateful', { config, env });
  const api = { restApiId: 'api', rootResourceId: 'root' };
  const jobQueue = { grantSend: () => undefined };
  const props = { config, env, stateful, api, origin, jobQueue, routes };
  const stack = new ApiStack(app, 'Api', props);
  const deployments = Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment');
  const [id, ...others] = Object.keys(deployments);
  expect(others).toEqual([]);
  return id;
}

const { getHealth, getBalance } = twoRoutes;

describe('the deployment of the API', { timeout: synthTimeoutMs }, () => {
  it('is the same while nothing of the API changes', () => {
    expect(deploymentIdOf()).toBe(deploymentIdOf({}));
  });

  it.each<[string, ApiVariant]>([
    ['a route comes', { routes: { ...twoRoutes, getPricing: routes.getPricing } }],
    ['a route goes', { routes: { getHealth } }],
    ['a path changes', { routes: { getHealth: { ...getHealth, path: '/api/alive' }, getBalance } }],
    ['a method changes', { routes: { getHealth: { ...getHealth, method: 'POST' }, getBalance } }],
    ['a time changes', { routes: { getHealth: { ...getHealth, timeoutSeconds: 11 }, getBalance } }],
    [
      'a route is no longer public',
      { routes: { getHealth: { ...getHealth, scope: 'chat' }, getBalance } },
    ],
    [
      'an answer is streamed',
      { routes: { getHealth: { ...getHealth, response: 'events' }, getBalance } },
    ],
    ['what the gateway answers changes', { origin: 'https://b.example.com' }],
  ])('is another one when %s', (_case, variant) => {
    expect(deploymentIdOf(variant)).not.toBe(deploymentIdOf());
  });
});

describe('how long API Gateway waits', () => {
  it.each([
    { response: null, timeoutSeconds: 28, timeoutMs: 29_000 },
    { response: 'events' as const, timeoutSeconds: 150, timeoutMs: 151_000 },
    { response: 'events' as const, timeoutSeconds: 899, timeoutMs: 900_000 },
  ])('is a second more than $timeoutSeconds s', ({ timeoutMs, ...route }) => {
    expect(integrationTimeoutMs(route)).toBe(timeoutMs);
  });

  it.each([
    { response: null, timeoutSeconds: 29 },
    { response: 'events' as const, timeoutSeconds: 900 },
  ])('cannot be as long as $timeoutSeconds s need', (route) => {
    expect(() => integrationTimeoutMs(route)).toThrow(RangeError);
  });
});
