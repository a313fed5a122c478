import { Stack, Validations } from 'aws-cdk-lib';
import { CfnMethod, type CfnMethodProps } from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Route } from '../../../shared/routes.ts';
import { type ApiIdentity, apiStageName } from '../../api-identity.ts';
import type { ProductFunction } from '../product-function.ts';
import { integrationTimeoutMs } from './integration-timeout.ts';
import { invocationUri } from './invocation-uri.ts';

export interface HttpRouteProps {
  readonly api: ApiIdentity;
  /** Of the route's path. */
  readonly resourceId: string;
  readonly authorizerId: string;
  readonly route: Route;
  readonly target: ProductFunction;
}

/** One route of the table: its method, and the permission to call its function and no other. */
export class HttpRoute extends Construct {
  /** What a deployment depends on. */
  readonly definition: CfnMethodProps;

  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    this.definition = describeMethod(props);
    new CfnMethod(this, 'Method', this.definition);
    this.#acknowledge(props.route);
    const { api, route, target } = props;
    const path = route.path.replaceAll(/\{\w+\}/g, '*');
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.restApiId,
        resourceName: `${apiStageName}/${route.method}${path}`,
      }),
    });
  }

  #acknowledge({ scope }: Route): void {
    const reason = scope === null ? 'Public by the route table.' : 'Our own authorizer checks it.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-COG4', reason },
      ...(scope === null ? [{ id: 'AwsSolutions-APIG4', reason }] : []),
    );
  }
}

function describeMethod(props: HttpRouteProps): CfnMethodProps {
  const { api, resourceId, authorizerId, route, target } = props;
  const isStreamed = route.response === 'events';
  return {
    restApiId: api.restApiId,
    resourceId,
    httpMethod: route.method,
    ...(route.scope === null
      ? { authorizationType: 'NONE' }
      : { authorizationType: 'CUSTOM', authorizerId }),
    integration: {
      type: 'AWS_PROXY',
      // How Lambda is called, whatever the method of the route.
      integrationHttpMethod: 'POST',
      uri: invocationUri(target, isStreamed ? 'streamed' : 'buffered'),
      responseTransferMode: isStreamed ? 'STREAM' : 'BUFFERED',
      timeoutInMillis: integrationTimeoutMs(route),
    },
  };
}
