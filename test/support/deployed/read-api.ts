import * as z from 'zod';
import type { HandlerName } from '../../../infra/local/gateway/lambda-handler.ts';
import type { RouteTable } from '../../../infra/local/gateway/match-route.ts';
import { type Route, type RouteName, routes } from '../../../shared/routes.ts';
import type { ResolveValue } from './resolve-value.ts';
import { findResources, type FoundResource, type Templates } from './templates.ts';

const resourceSchema = z.looseObject({ ParentId: z.string(), PathPart: z.string() });
const methodSchema = z.looseObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.enum(['CUSTOM', 'NONE']),
  AuthorizerId: z.string().optional(),
  Integration: z.looseObject({
    Type: z.literal('AWS_PROXY'),
    Uri: z.string(),
    TimeoutInMillis: z.number(),
    ResponseTransferMode: z.enum(['BUFFERED', 'STREAM']).default('BUFFERED'),
  }),
});
const authorizerSchema = z.looseObject({ AuthorizerUri: z.string() });

export interface DeployedApi {
  /** The methods of the API by the names of our route table. */
  readonly routes: RouteTable;
  /** Logical ids of the functions behind them, and of the authorizer. */
  readonly functionIds: ReadonlyMap<HandlerName, string>;
  readonly streaming: ReadonlySet<HandlerName>;
}

/**
 * The API as its resources and methods describe it: what is public, who answers, and for how long.
 *
 * @throws Error for a method that is not in our route table, or has no function
 */
export function readApi(
  templates: Templates,
  resolve: ResolveValue,
  functions: readonly FoundResource[],
): DeployedApi {
  const resources = new Map(
    findResources(templates, 'AWS::ApiGateway::Resource').map(
      ({ stack, logicalId, properties }) => [
        String(resolve(stack, { Ref: logicalId })),
        resourceSchema.parse(resolve(stack, properties)),
      ],
    ),
  );
  const pathOf = (resourceId: string): string => {
    const resource = resources.get(resourceId);
    return resource ? `${pathOf(resource.ParentId)}/${resource.PathPart}` : '';
  };
  const functionBehind = (uri: string): string => {
    const found = functions.find(({ stack, logicalId }) =>
      uri.includes(String(resolve(stack, { 'Fn::GetAtt': [logicalId, 'Arn'] }))),
    );
    if (!found) throw new Error(`No function stands behind ${uri}.`);
    return found.logicalId;
  };

  const table: Partial<Record<RouteName, Route>> = {};
  const functionIds = new Map<HandlerName, string>();
  const streaming = new Set<HandlerName>();
  for (const { stack, properties } of findResources(templates, 'AWS::ApiGateway::Method')) {
    const method = methodSchema.parse(resolve(stack, properties));
    const name = findRouteName(method.HttpMethod, pathOf(method.ResourceId));
    const { Uri, TimeoutInMillis, ResponseTransferMode } = method.Integration;
    functionIds.set(name, functionBehind(Uri));
    if (ResponseTransferMode === 'STREAM') streaming.add(name);
    table[name] = {
      ...routes[name],
      scope: method.AuthorizationType === 'NONE' ? null : (routes[name].scope ?? 'chat'),
      timeoutSeconds: TimeoutInMillis / 1000,
    };
  }
  for (const { stack, properties } of findResources(templates, 'AWS::ApiGateway::Authorizer')) {
    const { AuthorizerUri } = authorizerSchema.parse(resolve(stack, properties));
    functionIds.set('authorize', functionBehind(AuthorizerUri));
  }
  return { routes: table, functionIds, streaming };
}

function findRouteName(method: string, path: string): RouteName {
  const found = Object.entries(routes).find(
    ([, route]) => route.method === method && route.path === path,
  );
  if (!found) throw new Error(`The route table has no ${method} ${path}.`);
  // Object.entries widens the keys of the table to string.
  return found[0] as RouteName;
}
