import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';

/** Points the configured name at the distribution, where its zone is in Route 53. */
export function pointDomain(
  scope: Construct,
  domain: NonNullable<StageConfig['domain']>,
  distribution: IDistribution,
): void {
  const { hostName, hostedZone } = domain;
  if (!hostedZone) return;
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  // The final dot: it is the whole name, not one below the zone.
  const record = { zone, recordName: `${hostName}.`, target };
  new ARecord(scope, 'Domain', record);
  new AaaaRecord(scope, 'DomainVersion6', record);
}
