import { Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, type CfnAuthorizerProps } from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ApiIdentity } from '../../api-identity.ts';
import type { ProductFunction } from '../product-function.ts';
import { invocationUri } from './invocation-uri.ts';

export interface ApiAuthorizerProps {
  readonly api: ApiIdentity;
  readonly authorize: ProductFunction;
}

/**
 * Asks a function who is calling. Its answer is not kept: a key that was revoked ends at once, and
 * every request is counted.
 */
export class ApiAuthorizer extends Construct {
  readonly authorizerId: string;
  /** What a deployment depends on. */
  readonly definition: CfnAuthorizerProps;

  constructor(scope: Construct, id: string, { api, authorize }: ApiAuthorizerProps) {
    super(scope, id);
    this.definition = {
      name: 'authorize',
      restApiId: api.restApiId,
      type: 'REQUEST',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 0,
      authorizerUri: invocationUri(authorize, 'buffered'),
    };
    this.authorizerId = new CfnAuthorizer(this, 'Authorizer', this.definition).ref;
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: authorize.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.restApiId,
        resourceName: `authorizers/${this.authorizerId}`,
      }),
    });
  }
}
