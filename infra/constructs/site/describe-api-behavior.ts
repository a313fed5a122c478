import { Duration } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type IResponseHeadersPolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { apiStageName } from '../../api-identity.ts';

/**
 * Between two packets of an answer: longer than the 29 s of API Gateway, and than the silence of
 * a stream, which says something every 15 s.
 */
const apiReadTimeoutSeconds = 60;

/** How CloudFront passes requests on to the functions: whole, by HTTPS, and never from a cache. */
export function describeApiBehavior(
  apiHostName: string,
  headersPolicy: IResponseHeadersPolicy,
): BehaviorOptions {
  return {
    origin: new HttpOrigin(apiHostName, {
      originPath: `/${apiStageName}`,
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(apiReadTimeoutSeconds),
    }),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // API Gateway finds the API by its own host name.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: headersPolicy,
    // Compressing would gather the events of a stream before it sends them.
    compress: false,
  };
}
