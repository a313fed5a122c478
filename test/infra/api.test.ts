import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Route, routes } from '../../shared/routes.ts';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

/** What API Gateway takes of a regional API. */
const bufferedMaxMs = 29_000;
const streamedMaxMs = 900_000;
/** What CloudFormation takes in one stack. */
const resourceLimit = 500;

const refSchema = z.object({ Ref: z.string() });
const resourceSchema = z.object({
  Properties: z.object({
    PathPart: z.string(),
    ParentId: z.union([refSchema, z.object({ 'Fn::ImportValue': z.string() })]),
  }),
});
const methodSchema = z.object({
  Properties: z.object({
    HttpMethod: z.string(),
    ResourceId: refSchema,
    AuthorizationType: z.enum(['NONE', 'CUSTOM']),
    AuthorizerId: refSchema.optional(),
    Integration: z.object({
      Type: z.literal('AWS_PROXY'),
      ResponseTransferMode: z.enum(['BUFFERED', 'STREAM']),
      TimeoutInMillis: z.int(),
      Uri: z.unknown(),
    }),
  }),
});
const functionSchema = z.object({
  Properties: z.object({
    FunctionName: z.string(),
    Architectures: z.tuple([z.literal('arm64')]),
    Runtime: z.literal('nodejs24.x'),
    Handler: z.literal('index.handler'),
    Timeout: z.int(),
    MemorySize: z.int(),
    Code: z.object({ S3Key: z.string() }),
  }),
});

type Method = z.infer<typeof methodSchema>['Properties'];

function readMethods(template: Template): ReadonlyMap<string, Method> {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (logicalId: string): string => {
    const { PathPart, ParentId } = resourceSchema.parse(resources[logicalId]).Properties;
    return `${'Ref' in ParentId ? pathOf(ParentId.Ref) : ''}/${PathPart}`;
  };
  const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
  return new Map(
    methods
      .map((method) => methodSchema.parse(method).Properties)
      .map((method) => [`${method.HttpMethod} ${pathOf(method.ResourceId.Ref)}`, method]),
  );
}

const readFunctions = (template: Template) =>
  new Map(
    Object.entries(template.findResources('AWS::Lambda::Function')).map(([logicalId, resource]) => {
      const { Properties } = functionSchema.parse(resource);
      return [Properties.FunctionName, { logicalId, ...Properties }];
    }),
  );

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const names = Object.entries<Route>(routes);

describe('the API', () => {
  let app: SynthesisedApp;
  let methods: ReadonlyMap<string, Method>;
  let functions: ReturnType<typeof readFunctions>;
  let authorizerIds: readonly string[];
  beforeAll(async () => {
    app = await synthApp();
    const template = app.template('api');
    methods = readMethods(template);
    functions = readFunctions(template);
    authorizerIds = Object.keys(template.findResources('AWS::ApiGateway::Authorizer'));
  }, synthTimeoutMs);

  const methodOf = ({ method, path }: Route): Method => {
    const found = methods.get(`${method} ${path}`);
    if (!found) throw new Error(`no method for ${method} ${path}`);
    return found;
  };
  const functionOf = (name: string) => {
    const found = functions.get(`metered-copilot-prod-${kebab(name)}`);
    if (!found) throw new Error(`no function for ${name}`);
    return found;
  };

  it('has the methods of the route table and no other', () => {
    const expected = names.map(([, { method, path }]) => `${method} ${path}`);
    expect([...methods.keys()].toSorted()).toEqual(expected.toSorted());
  });

  it.each(names)('calls the function of %s, which has the time of its route', (name, route) => {
    const { logicalId, Timeout } = functionOf(name);
    expect(Timeout).toBe(route.timeoutSeconds);
    expect(JSON.stringify(methodOf(route).Integration.Uri)).toContain(
      `"Fn::GetAtt":["${logicalId}","Arn"]`,
    );
  });

  it.each(names)(
    'waits for %s a little longer than it may take, and no longer than it can',
    (_name, route) => {
      const { TimeoutInMillis, ResponseTransferMode } = methodOf(route).Integration;
      const isStreamed = ResponseTransferMode === 'STREAM';
      expect(TimeoutInMillis).toBeGreaterThan(route.timeoutSeconds * 1000);
      expect(TimeoutInMillis).toBeLessThanOrEqual(isStreamed ? streamedMaxMs : bufferedMaxMs);
    },
  );

  it.each(names)('streams the answer of %s only if it consists of events', (_name, route) => {
    const { ResponseTransferMode, Uri } = methodOf(route).Integration;
    const isStreamed = route.response === 'events';
    expect(ResponseTransferMode).toBe(isStreamed ? 'STREAM' : 'BUFFERED');
    expect(JSON.stringify(Uri).includes('/response-streaming-invocations')).toBe(isStreamed);
  });

  it.each(names)('asks who calls %s, unless it is public', (_name, route) => {
    const { AuthorizationType, AuthorizerId } = methodOf(route);
    expect(AuthorizationType).toBe(route.scope === null ? 'NONE' : 'CUSTOM');
    expect(AuthorizerId?.Ref).toBe(route.scope === null ? undefined : authorizerIds[0]);
  });

  it('asks anew for every request, so that a revoked key ends at once', () => {
    app.template('api').hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
    });
  });

  it('lets API Gateway call each function for its own method, and the authorizer for none', () => {
    const permissions = Object.values(app.template('api').findResources('AWS::Lambda::Permission'));
    const sources = permissions.map((permission) =>
      JSON.stringify(permission['Properties'].SourceArn),
    );
    for (const [, { method, path }] of names) {
      const place = `/live/${method}${path.replaceAll(/\{\w+\}/g, '*')}"`;
      expect(
        sources.filter((source) => source.includes(place)),
        place,
      ).toHaveLength(1);
    }
    expect(sources.filter((source) => source.includes('/authorizers/'))).toHaveLength(1);
    expect(permissions).toHaveLength(names.length + 1);
  });

  it('has a function for each route and the authorizer, of its own handler', () => {
    const handlers = [...functions.values()].map(({ Code }) => Code.S3Key);
    expect(functions.size).toBe(names.length + 1);
    expect(new Set(handlers).size).toBe(handlers.length);
  });

  it('gives the turn, which mostly waits, less memory than functions that only work', () => {
    expect(functionOf('chat').MemorySize).toBe(512);
    expect(functionOf('getBalance').MemorySize).toBe(1024);
  });

  it('throttles, and logs no header, query or body', () => {
    const [stage] = Object.values(app.template('api').findResources('AWS::ApiGateway::Stage'));
    const { StageName, MethodSettings, AccessLogSetting } = z
      .object({
        StageName: z.string(),
        MethodSettings: z.array(z.unknown()),
        AccessLogSetting: z.object({ Format: z.string() }),
      })
      .parse(stage?.['Properties']);
    expect(StageName).toBe('live');
    expect(MethodSettings).toEqual([
      expect.objectContaining({
        ResourcePath: '/*',
        HttpMethod: '*',
        ThrottlingRateLimit: app.config.requestsPerSecond,
        ThrottlingBurstLimit: app.config.requestBurst,
        DataTraceEnabled: false,
      }),
    ]);
    const line = z.record(z.string(), z.string()).parse(JSON.parse(AccessLogSetting.Format));
    expect(line).toMatchObject({
      requestId: '$context.requestId',
      status: '$context.status',
      principal: '$context.authorizer.principalId',
    });
    expect(Object.values(line).join(' ')).not.toMatch(
      /header|query|context\.path|body|sourceIp|userAgent/i,
    );
  });

  it('leaves room in its stack for half as many routes again', () => {
    const count = Object.keys(app.template('api').toJSON()['Resources']).length;
    expect(count * 1.5).toBeLessThan(resourceLimit);
  });
});
