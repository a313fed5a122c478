import { CfnGatewayResponse, type CfnGatewayResponseProps } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import {
  describeGatewayResponse,
  gatewayResponses,
  type GatewayResponseType,
} from '../../../shared/gateway-responses.ts';
import type { ApiIdentity } from '../../api-identity.ts';

export interface ApiGatewayResponsesProps {
  readonly api: ApiIdentity;
  /** Of the product: `https://copilot.example.com`. */
  readonly origin: string;
}

/** What API Gateway answers by itself, in the form in which functions answer. */
export class ApiGatewayResponses extends Construct {
  /** What a deployment depends on. */
  readonly definitions: readonly CfnGatewayResponseProps[];

  constructor(scope: Construct, id: string, props: ApiGatewayResponsesProps) {
    super(scope, id);
    // The keys of a literal are its own names.
    const types = Object.keys(gatewayResponses) as GatewayResponseType[];
    this.definitions = types.map((type) => describe(type, props));
    for (const definition of this.definitions) {
      new CfnGatewayResponse(this, definition.responseType, definition);
    }
  }
}

function describe(
  responseType: GatewayResponseType,
  { api, origin }: ApiGatewayResponsesProps,
): CfnGatewayResponseProps {
  const requestId = '$context.requestId';
  const answer = describeGatewayResponse(responseType, { origin, requestId });
  const responseParameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    responseParameters[`gatewayresponse.header.${name}`] = `'${value}'`;
  }
  for (const [name, member] of Object.entries(answer.contextHeaders)) {
    responseParameters[`gatewayresponse.header.${name}`] = `context.${member}`;
  }
  return {
    restApiId: api.restApiId,
    responseType,
    statusCode: String(answer.status),
    responseParameters,
    // The template's key is no header: the type that is sent stands among the headers.
    responseTemplates: { 'application/json': answer.body },
  };
}
