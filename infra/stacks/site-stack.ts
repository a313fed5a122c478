import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PageConfig } from '../../shared/page-config.ts';
import type { ApiIdentity } from '../api-identity.ts';
import type { StageConfig } from '../config.ts';
import type { CopilotUserPool } from '../constructs/copilot-user-pool.ts';
import { AccessLogBucket } from '../constructs/site/access-log-bucket.ts';
import { BareApi } from '../constructs/site/bare-api.ts';
import { PagesBucket } from '../constructs/site/pages-bucket.ts';
import { PagesClient } from '../constructs/site/pages-client.ts';
import { pointDomain } from '../constructs/site/point-domain.ts';
import { SiteDistribution } from '../constructs/site/site-distribution.ts';
import { SiteHeadersPolicy } from '../constructs/site/site-headers-policy.ts';
import { resourceName } from '../resource-name.ts';
import type { SignIn } from '../sign-in.ts';

export interface SiteStackProps extends StackProps {
  readonly config: StageConfig;
  readonly signIn: SignIn;
  /** None where the stage names an issuer of its own. */
  readonly userPool: CopilotUserPool | undefined;
  /** Where pictures are shown from. */
  readonly mediaBucket: IBucket;
  /** Of the firewall, where there is one. */
  readonly webAclArn?: string;
}

/** The one public address, and where it leads: the bucket of the pages and the API. */
export class SiteStack extends Stack {
  /** Of pages and API: `https://copilot.example`. */
  readonly origin: string;
  readonly api: ApiIdentity;
  readonly distribution: IDistribution;
  readonly pagesBucket: IBucket;
  /** How the pages sign people in. */
  readonly oidc: PageConfig['oidc'];

  constructor(scope: Construct, id: string, props: SiteStackProps) {
    super(scope, id, props);
    const { config, webAclArn } = props;
    const api = new BareApi(this, 'Api', { name: resourceName(config.stage, 'api') });
    const pagesBucket = new PagesBucket(this, 'Pages');
    const distribution = new SiteDistribution(this, 'Distribution', {
      stage: config.stage,
      domain: config.domain,
      pagesBucket,
      logBucket: new AccessLogBucket(this, 'AccessLog', { retentionDays: config.logRetentionDays }),
      headersPolicy: new SiteHeadersPolicy(this, 'Headers', {
        issuerOrigins: listIssuerOrigins(this, props),
        mediaOrigins: [`https://${props.mediaBucket.bucketRegionalDomainName}`],
      }),
      apiHostName: api.hostName,
      webAclArn,
    });
    if (config.domain) pointDomain(this, config.domain, distribution);
    this.origin = `https://${config.domain?.hostName ?? distribution.distributionDomainName}`;
    this.api = api;
    this.distribution = distribution;
    this.pagesBucket = pagesBucket;
    this.oidc = this.#describeSignIn(props);
    new CfnOutput(this, 'Address', { value: this.origin });
    new CfnOutput(this, 'DistributionName', { value: distribution.distributionDomainName });
  }

  /** @throws Error when the stage neither has a user pool nor names an issuer */
  #describeSignIn({ config, signIn, userPool }: SiteStackProps): PageConfig['oidc'] {
    const { issuer, scope, audience } = signIn;
    if (userPool) {
      const client = new PagesClient(this, 'Client', { userPool, origin: this.origin });
      const cognitoLogoutUrl = `${userPool.domain.baseUrl()}/logout`;
      return { issuer, scope, clientId: client.userPoolClientId, cognitoLogoutUrl };
    }
    if (!config.signIn) throw new Error(`Stage "${config.stage}" has nobody to sign people in.`);
    return { issuer, scope, clientId: config.signIn.clientId, audience };
  }
}

/** Cognito is found at one host and signs in at another. */
function listIssuerOrigins(
  { region }: Stack,
  { config, userPool }: SiteStackProps,
): readonly string[] {
  if (userPool) {
    return [`https://cognito-idp.${region}.${Aws.URL_SUFFIX}`, userPool.domain.baseUrl()];
  }
  return config.signIn ? [new URL(config.signIn.issuer).origin] : [];
}
