import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';

export interface WebFirewallProps {
  readonly name: string;
  readonly requestsPerAddressPerFiveMinutes: number;
}

const windowSeconds = 5 * 60;
const tooManyBody = 'tooMany';
/**
 * Rules that look into bodies. Ours are up to 64 KB of JSON with what people write to an
 * assistant, so addresses, paths and scraps of code in them are no attack; functions parse each
 * body by a schema and run none of it.
 */
const bodyRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/** In front of CloudFront: known attacks are refused, and one address may ask only so often. */
export class WebFirewall extends CfnWebACL {
  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    const rules = [
      limitRequests(props.requestsPerAddressPerFiveMinutes),
      useManagedRules('AWSManagedRulesCommonRuleSet', bodyRules),
      useManagedRules('AWSManagedRulesKnownBadInputsRuleSet'),
    ];
    super(scope, id, {
      name: props.name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      customResponseBodies: { [tooManyBody]: describeTooMany() },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
      visibilityConfig: showAs(props.name),
    });
  }
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority'>;

const limitRequests = (limit: number): Rule => ({
  name: 'RequestsPerAddress',
  statement: {
    rateBasedStatement: { limit, aggregateKeyType: 'IP', evaluationWindowSec: windowSeconds },
  },
  action: {
    block: {
      customResponse: {
        responseCode: errorCatalogue.rate_limited.status,
        customResponseBodyKey: tooManyBody,
        responseHeaders: [{ name: 'Retry-After', value: String(windowSeconds) }],
      },
    },
  },
  visibilityConfig: showAs('RequestsPerAddress'),
});

/** @param counted rules of the group that only count what they find */
const useManagedRules = (name: string, counted: readonly string[] = []): Rule => ({
  name,
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  overrideAction: { none: {} },
  visibilityConfig: showAs(name),
});

/** What the API answers for the same reason; the firewall has no id for a request. */
function describeTooMany(): CfnWebACL.CustomResponseBodyProperty {
  const { status, title } = errorCatalogue.rate_limited;
  const code = 'rate_limited';
  const problem = { type: `/errors.html#${code}`, title, status, code, requestId: '' };
  return { contentType: 'APPLICATION_JSON', content: JSON.stringify(problem) };
}

const showAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  // Samples keep the headers of requests, and with them keys and access tokens.
  sampledRequestsEnabled: false,
});
