import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { apiPathPatterns } from '../../shared/api-path-patterns.ts';
import { routes } from '../../shared/routes.ts';
import { describeSecurityHeaders } from '../../shared/security-headers.ts';
import { synthApp } from '../support/synth-app.ts';

/** Describing all stacks takes seconds, on a busy machine many. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const behaviorSchema = z.looseObject({
  PathPattern: z.string().optional(),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.unknown(),
  Compress: z.boolean(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.unknown(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
});
const distributionSchema = z.looseObject({
  CacheBehaviors: z.array(behaviorSchema),
  CustomErrorResponses: z.array(z.unknown()).optional(),
  DefaultCacheBehavior: behaviorSchema,
  Origins: z.array(z.looseObject({ Id: z.string(), OriginPath: z.string().optional() })),
});

/** The ready-made policies of CloudFront that must be used, by the ids that AWS gave them. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** The only resource of a type, its properties parsed. */
function readOnly<Schema extends z.ZodType>(template: Template, type: string, schema: Schema) {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return schema.parse(found[0]?.['Properties']);
}

const readDistribution = (template: Template) =>
  readOnly(
    template,
    'AWS::CloudFront::Distribution',
    z.object({ DistributionConfig: distributionSchema }),
  ).DistributionConfig;

describe('the site', () => {
  let site: Template;
  beforeAll(async () => {
    site = (await synthApp()).template('site');
  });

  it('keeps its buckets to itself and to those who come by TLS', () => {
    const isPrivate = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    };
    const buckets = Object.values(site.findResources('AWS::S3::Bucket'));
    expect(buckets).toHaveLength(2);
    for (const { Properties } of buckets) {
      expect(Properties).toMatchObject({ PublicAccessBlockConfiguration: isPrivate });
    }
    site.resourcePropertiesCountIs(
      'AWS::S3::BucketPolicy',
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      },
      2,
    );
  });

  it('lets nobody read the pages but its own distribution', () => {
    const statements = Object.values(site.findResources('AWS::S3::BucketPolicy')).flatMap(
      ({ Properties }) =>
        z
          .object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({})) }) })
          .parse(Properties).PolicyDocument.Statement,
    );
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: ['s3:GetObject', 's3:ListBucket'],
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      }),
    ]);
    site.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', OriginAccessControlOriginType: 's3' },
    });
  });

  it('passes every request for the API on, whole and uncached', () => {
    const { CacheBehaviors, Origins } = readDistribution(site);
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(apiPathPatterns);
    const api = Origins.find(({ OriginPath }) => OriginPath === '/live');
    expect(api).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 60 },
    });
    for (const behavior of CacheBehaviors) {
      expect(behavior).toMatchObject({
        TargetOriginId: api?.Id,
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allViewerExceptHost,
        ViewerProtocolPolicy: 'https-only',
        // A stream that is compressed arrives late.
        Compress: false,
      });
      expect(behavior.AllowedMethods).toEqual(expect.arrayContaining(['POST', 'DELETE']));
    }
  });

  it('lets the cookie through that knows a browser when it comes back from signing in', () => {
    const { CacheBehaviors } = readDistribution(site);
    const isOfCallback = ({ PathPattern = '' }: { PathPattern?: string | undefined }) =>
      routes.finishAuthorization.path.startsWith(PathPattern.replace('*', ''));
    const behavior = CacheBehaviors.find(isOfCallback);
    // All headers, cookies and queries, but for the host.
    expect(behavior).toMatchObject({ OriginRequestPolicyId: allViewerExceptHost });
  });

  it('replaces no refusal of the API by a page', () => {
    expect(readDistribution(site).CustomErrorResponses).toBeUndefined();
  });

  it('keeps pages only as long as they say themselves', () => {
    site.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { MinTTL: 0, DefaultTTL: 0, Name: 'metered-copilot-prod-pages' },
    });
    const { DefaultCacheBehavior } = readDistribution(site);
    expect(DefaultCacheBehavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD'],
      Compress: true,
      ViewerProtocolPolicy: 'redirect-to-https',
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: expect.anything() }],
    });
  });

  it('sends the shared security headers with every answer, and asks for HTTPS for a year', () => {
    const { CacheBehaviors, DefaultCacheBehavior } = readDistribution(site);
    const policies = [...CacheBehaviors, DefaultCacheBehavior].map(({ ResponseHeadersPolicyId }) =>
      JSON.stringify(ResponseHeadersPolicyId),
    );
    expect(new Set(policies).size).toBe(1);
    const { CustomHeadersConfig, SecurityHeadersConfig } = readOnly(
      site,
      'AWS::CloudFront::ResponseHeadersPolicy',
      z.object({
        ResponseHeadersPolicyConfig: z.object({
          CustomHeadersConfig: z.object({
            Items: z.array(z.object({ Header: z.string(), Value: z.string() })),
          }),
          SecurityHeadersConfig: z.record(z.string(), z.looseObject({ Override: z.literal(true) })),
        }),
      }),
    ).ResponseHeadersPolicyConfig;
    const shared = describeSecurityHeaders();
    const { StrictTransportSecurity, ...named } = SecurityHeadersConfig;
    expect(StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 31_536_000 });
    expect(Object.keys(named)).toEqual([
      'ContentSecurityPolicy',
      'ContentTypeOptions',
      'FrameOptions',
      'ReferrerPolicy',
    ]);
    expect(named['FrameOptions']).toMatchObject({ FrameOption: shared['x-frame-options'] });
    expect(named['ReferrerPolicy']).toMatchObject({ ReferrerPolicy: shared['referrer-policy'] });
    expect(CustomHeadersConfig.Items).toHaveLength(Object.keys(shared).length - 4);
    for (const { Header, Value } of CustomHeadersConfig.Items) expect(shared[Header]).toBe(Value);
  });

  it('lets pages reach Cognito at its two hosts, and nothing else elsewhere', () => {
    const policy = JSON.stringify(site.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const hosts = policy.match(/https:\/\/[^;]*?(?=[; ]|$)/g) ?? [];
    expect(policy).toContain("connect-src 'self' https://cognito-idp.us-east-1.");
    expect(policy).toContain('.auth.us-east-1.amazoncognito.com; frame-src');
    // Both hosts, in two directives, and that of pictures.
    expect(hosts).toHaveLength(5);
  });

  it('lets pages show pictures of the bucket that keeps them, and of no other', () => {
    const policy = JSON.stringify(site.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policy).toMatch(
      /img-src 'self' data: blob: https:\/\/",\{"Fn::ImportValue":"[^"]*Media[^"]*RegionalDomainName[^"]*"\},"; connect-src/,
    );
  });

  it('signs people in by code and PKCE alone, with tokens that soon end', () => {
    const origin = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Distribution'), 'DomainName'] };
    site.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'metered-copilot/use'],
      CallbackURLs: [{ 'Fn::Join': ['', ['https://', origin, '/callback.html']] }],
      LogoutURLs: [{ 'Fn::Join': ['', ['https://', origin, '/']] }],
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      // Rotation excludes the flow that renews without it.
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  it('makes the API bare and regional', () => {
    site.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
      Body: Match.absent(),
      MinimumCompressionSize: Match.absent(),
    });
    site.resourceCountIs('AWS::ApiGateway::Method', 0);
  });
});

describe('the site of a stage with everything of its own', () => {
  let site: Template;
  beforeAll(async () => {
    const app = await synthApp({
      stage: 'dev',
      region: 'eu-central-1',
      firewall: { requestsPerAddressPerFiveMinutes: 2_000 },
      signIn: {
        issuer: 'https://id.example.com/realm',
        audience: 'copilot',
        clientId: 'pages',
        adminGroup: 'admins',
      },
      domain: {
        hostName: 'copilot.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
        hostedZone: { id: 'Z1', name: 'example.com' },
      },
    });
    site = app.template('site');
  });

  it('stands at its domain, behind the firewall of another region', () => {
    site.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['copilot.example.com'],
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
        WebACLId: Match.anyValue(),
      },
    });
    for (const Type of ['A', 'AAAA']) {
      site.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'copilot.example.com.', Type });
    }
  });

  it('lets pages reach its issuer, which has a client for them already', () => {
    site.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
    const { 'content-security-policy': policy = '' } = describeSecurityHeaders(
      ['https://id.example.com'],
      ['https://MEDIA'],
    );
    const [before, after] = policy.split('MEDIA');
    const parts = [before, { 'Fn::ImportValue': Match.anyValue() }, after];
    site.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: { 'Fn::Join': ['', parts] } },
        },
      },
    });
  });

  it('takes names that no other stage of the account has', () => {
    for (const type of ['AWS::CloudFront::CachePolicy', 'AWS::CloudFront::Function']) {
      const named = JSON.stringify(site.findResources(type));
      expect(named).toMatch(/"Name":"metered-copilot-dev-/);
    }
  });
});
