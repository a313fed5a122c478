import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../shared/api/primitives.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import {
  describeGatewayResponse,
  gatewayResponses,
  type GatewayResponseType,
} from '../../shared/gateway-responses.ts';
import { synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const types = Object.keys(gatewayResponses) as GatewayResponseType[];
const origin = 'https://copilot.example.com';
const describeType = (type: GatewayResponseType) =>
  describeGatewayResponse(type, { origin, requestId: 'request-1' });

/** The kinds that API Gateway has, and may answer without asking a function. */
const kindsOfApiGateway = [
  'ACCESS_DENIED',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
];

describe('what the gateway answers by itself', () => {
  it('covers every kind that can happen to this API', () => {
    expect(types.toSorted()).toEqual(kindsOfApiGateway);
  });

  it.each(types)('is for %s a problem of the error catalogue', (type) => {
    const { status, headers, body } = describeType(type);
    const problem = problemSchema.parse(JSON.parse(body));
    const { code } = gatewayResponses[type];
    expect(problem).toMatchObject({ code, status, requestId: 'request-1' });
    expect(status).toBe(errorCatalogue[code].status);
    expect(headers).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
    });
  });

  it('says where to sign in', () => {
    expect(describeType('UNAUTHORIZED').headers['WWW-Authenticate']).toBe(
      `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
    );
  });

  it.each(types.filter((type) => errorCatalogue[gatewayResponses[type].code].status === 429))(
    'says for %s when to come back',
    (type) => {
      const { headers, contextHeaders } = describeType(type);
      expect({ ...headers, ...contextHeaders }).toHaveProperty('Retry-After');
    },
  );

  it('tells a wrong method from a wrong address by nothing', () => {
    expect(describeType('MISSING_AUTHENTICATION_TOKEN').status).toBe(404);
    expect(describeType('INVALID_SIGNATURE').status).toBe(404);
  });
});

describe('gateway responses of the template', () => {
  let template: Template;
  beforeAll(async () => {
    template = (await synthApp()).template('api');
  }, synthTimeoutMs);

  it('are those of the table, with the values of the request', () => {
    template.resourceCountIs('AWS::ApiGateway::GatewayResponse', types.length);
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'ACCESS_DENIED',
      StatusCode: '429',
      ResponseParameters: {
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Retry-After': 'context.authorizer.retryAfterSeconds',
        'gatewayresponse.header.X-Request-Id': 'context.requestId',
      },
      ResponseTemplates: {
        'application/json':
          '{"type":"/errors.html#rate_limited","title":"Too many requests. Try again shortly.",' +
          '"status":429,"code":"rate_limited","requestId":"$context.requestId"}',
      },
    });
  });

  it('quote no header in a way that API Gateway would read as a mapping', () => {
    const responses = template.findResources('AWS::ApiGateway::GatewayResponse');
    for (const { Properties } of Object.values(responses)) {
      for (const value of Object.values<unknown>(Properties.ResponseParameters)) {
        const text = JSON.stringify(value);
        const quotes = [...text.matchAll(/'/g)].length;
        expect(text.includes('context.') ? 0 : 2, text).toBe(quotes);
      }
    }
  });
});
