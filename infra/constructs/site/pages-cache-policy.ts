import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { resourceName } from '../../resource-name.ts';

const longestCachingDays = 365;

/**
 * As long as each file's `Cache-Control` says. CloudFront's ready-made policy keeps everything for
 * at least a second, also what says `no-cache`.
 */
export class PagesCachePolicy extends CachePolicy {
  constructor(scope: Construct, id: string, props: { readonly stage: string }) {
    super(scope, id, {
      // By itself it would be named alike in every stage, and names are unique in an account.
      cachePolicyName: resourceName(props.stage, 'pages'),
      comment: 'What the Cache-Control of a file says.',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(longestCachingDays),
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }
}
