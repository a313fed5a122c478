import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { ApiIdentity } from '../../api-identity.ts';

/**
 * The REST API before it has methods. CloudFront needs to know where it is, and the functions
 * behind it need to know where CloudFront is; in this order neither waits for the other.
 */
export class BareApi extends Construct implements ApiIdentity {
  readonly restApiId: string;
  readonly rootResourceId: string;
  /** Where CloudFront reaches it. */
  readonly hostName: string;

  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const api = new CfnRestApi(this, 'Api', {
      name: props.name,
      description: 'The HTTP API of Metered Copilot, reached through CloudFront.',
      // Edge-optimised ones cut streams off after 30 s of silence, and CloudFront stands in front.
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    this.restApiId = api.ref;
    this.rootResourceId = api.attrRootResourceId;
    this.hostName = `${api.ref}.execute-api.${Stack.of(this).region}.${Aws.URL_SUFFIX}`;
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG2',
      reason: 'Functions parse every request by the schema of its route, with better refusals.',
    });
  }
}
