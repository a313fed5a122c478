import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseSecurityHeadersBehavior,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { describeSecurityHeaders } from '../../../shared/security-headers.ts';

const httpsOnlyDays = 365;

/** CloudFront takes these by settings of their own and refuses them as custom headers. */
const namedHeaders: Readonly<Record<string, (value: string) => ResponseSecurityHeadersBehavior>> = {
  'content-security-policy': (value) => ({
    contentSecurityPolicy: { contentSecurityPolicy: value, override: true },
  }),
  'x-content-type-options': () => ({ contentTypeOptions: { override: true } }),
  'x-frame-options': (value) => ({
    frameOptions: { frameOption: value as HeadersFrameOption, override: true },
  }),
  'referrer-policy': (value) => ({
    referrerPolicy: { referrerPolicy: value as HeadersReferrerPolicy, override: true },
  }),
};

export interface SiteHeadersPolicyProps {
  readonly issuerOrigins: readonly string[];
  readonly mediaOrigins: readonly string[];
}

/** The security headers of the pages, and that browsers use HTTPS from now on. */
export class SiteHeadersPolicy extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, props: SiteHeadersPolicyProps) {
    const headers = Object.entries(
      describeSecurityHeaders(props.issuerOrigins, props.mediaOrigins),
    );
    const named = headers.map(([name, value]) => namedHeaders[name]?.(value) ?? {});
    super(scope, id, {
      comment: 'The security headers of shared/security-headers.ts.',
      securityHeadersBehavior: {
        ...Object.assign({}, ...named),
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(httpsOnlyDays),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: headers
          .filter(([name]) => !(name in namedHeaders))
          .map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }
}
