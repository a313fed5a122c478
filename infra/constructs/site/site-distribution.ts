import { Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { apiPathPatterns } from '../../../shared/api-path-patterns.ts';
import type { StageConfig } from '../../config.ts';
import { resourceName } from '../../resource-name.ts';
import { describeApiBehavior } from './describe-api-behavior.ts';
import { describePageFunction } from './describe-page-function.ts';
import { PagesCachePolicy } from './pages-cache-policy.ts';

export interface SiteDistributionProps {
  readonly stage: string;
  readonly domain: StageConfig['domain'];
  readonly pagesBucket: IBucket;
  readonly logBucket: IBucket;
  readonly headersPolicy: IResponseHeadersPolicy;
  readonly apiHostName: string;
  readonly webAclArn: string | undefined;
}

/** The one address of the product: pages from their bucket, and the API, which is never cached. */
export class SiteDistribution extends Distribution {
  constructor(scope: Construct, id: string, props: SiteDistributionProps) {
    const { domain } = props;
    const api = describeApiBehavior(props.apiHostName, props.headersPolicy);
    super(scope, id, {
      comment: 'Metered Copilot',
      defaultRootObject: 'index.html',
      defaultBehavior: describePagesBehavior(scope, id, props),
      additionalBehaviors: Object.fromEntries(apiPathPatterns.map((pattern) => [pattern, api])),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: true,
      logBucket: props.logBucket,
      logIncludesCookies: false,
      webAclId: props.webAclArn,
      ...(domain && {
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [domain.hostName],
        certificate: Certificate.fromCertificateArn(
          scope,
          `${id}Certificate`,
          domain.certificateArn,
        ),
      }),
    });
    this.#acknowledge(props);
  }

  #acknowledge({ domain, webAclArn }: SiteDistributionProps): void {
    const validations = Validations.of(this);
    validations.acknowledge(
      {
        id: 'AwsSolutions-CFR1',
        reason: 'The product is sold in every country; who may sign in is decided by the issuer.',
      },
      {
        id: '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
        reason: 'Every request names one file, the root as well, so none lists the bucket.',
      },
    );
    if (webAclArn === undefined) {
      validations.acknowledge({
        id: 'AwsSolutions-CFR2',
        reason: 'This stage configures no firewall, which costs by the month; `firewall` adds it.',
      });
    }
    if (!domain) {
      validations.acknowledge({
        id: 'AwsSolutions-CFR4',
        reason: 'Without `domain` CloudFront uses its own certificate, and its own lowest version.',
      });
    }
  }
}

function describePagesBehavior(
  scope: Construct,
  id: string,
  { stage, pagesBucket, headersPolicy }: SiteDistributionProps,
): BehaviorOptions {
  const findPage = new Function(scope, `${id}FindPage`, {
    functionName: resourceName(stage, 'find-page'),
    comment: 'Names the file of a page, and answers for pages that there are not.',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(describePageFunction()),
  });
  return {
    // A bucket that may not be listed answers 403, in place of 404, for an asset that is missing.
    origin: S3BucketOrigin.withOriginAccessControl(pagesBucket, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    }),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: new PagesCachePolicy(scope, `${id}PagesCache`, { stage }),
    responseHeadersPolicy: headersPolicy,
    compress: true,
    functionAssociations: [{ function: findPage, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
}
