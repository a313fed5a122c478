import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type RouteName, type Route, routes } from '../../shared/routes.ts';
import type { ApiIdentity } from '../api-identity.ts';
import { type ApiFunctionName, capabilities, type RouteCapability } from '../capabilities.ts';
import type { StageConfig } from '../config.ts';
import { AccountLogging } from '../constructs/api/account-logging.ts';
import { ApiAuthorizer } from '../constructs/api/api-authorizer.ts';
import { ApiGatewayResponses } from '../constructs/api/api-gateway-responses.ts';
import { ApiPaths } from '../constructs/api/api-paths.ts';
import { ApiStage } from '../constructs/api/api-stage.ts';
import { HttpRoute } from '../constructs/api/http-route.ts';
import type { JobQueue } from '../constructs/jobs/job-queue.ts';
import { ProductFunction } from '../constructs/product-function.ts';
import { createGrants, giveCapabilities, type Grants } from '../create-grants.ts';
import { functionMemoryMegabytes } from '../function-memory.ts';
import { functionName } from '../function-name.ts';
import { kebabCase } from '../kebab-case.ts';
import type { StatefulStack } from './stateful-stack.ts';

/** Sign-in keys may have to be fetched, twice. */
const authorizeTimeoutSeconds = 10;

type RouteTable = Readonly<Partial<Record<RouteName, Route>>>;

export interface ApiStackProps extends StackProps {
  readonly config: StageConfig;
  readonly stateful: StatefulStack;
  readonly api: ApiIdentity;
  /** Of the product: `https://copilot.example.com`. */
  readonly origin: string;
  /** Where long jobs wait. */
  readonly jobQueue: Pick<JobQueue, 'grantSend'>;
  /** All routes of the product unless said. */
  readonly routes?: RouteTable;
}

/** The API: one function for each route, who may call them, and what is answered in their place. */
export class ApiStack extends Stack {
  readonly #props: ApiStackProps;
  readonly #grants: Grants<RouteCapability>;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { config, stateful, api, origin, jobQueue } = props;
    this.#props = props;
    this.#grants = createGrants({ config, stateful, origin, jobQueue });
    const authorizer = this.#addAuthorizer();
    const httpRoutes = this.#addRoutes(authorizer, props.routes ?? routes);
    const responses = new ApiGatewayResponses(this, 'Responses', { api, origin });
    const stage = new ApiStage(this, 'Live', {
      api,
      parts: [authorizer, responses, ...httpRoutes],
      definitions: [
        authorizer.definition,
        ...responses.definitions,
        ...httpRoutes.map(({ definition }) => definition),
      ],
      accessLogGroup: stateful.accessLogGroup,
      limits: config,
    });
    // Without it, a stage with an access log is refused.
    stage.node.addDependency(new AccountLogging(this, 'AccountLogging'));
  }

  #addAuthorizer(): ApiAuthorizer {
    const authorize = this.#addFunction('authorize', {
      summary: 'Finds out who is calling, and how often.',
      timeoutSeconds: authorizeTimeoutSeconds,
    });
    return new ApiAuthorizer(this, 'Authorizer', { api: this.#props.api, authorize });
  }

  #addRoutes({ authorizerId }: ApiAuthorizer, table: RouteTable): readonly HttpRoute[] {
    const { api } = this.#props;
    const paths = new ApiPaths(this, 'Paths', api);
    return Object.entries(table).map(([name, route]) => {
      const resourceId = paths.resourceIdOf(route.path);
      // Object.entries widens the keys of the table to string.
      const target = this.#addFunction(name as RouteName, route);
      return new HttpRoute(this, `${name}Route`, { api, authorizerId, route, resourceId, target });
    });
  }

  #addFunction(
    name: ApiFunctionName,
    { summary, timeoutSeconds }: Pick<Route, 'summary' | 'timeoutSeconds'>,
  ): ProductFunction {
    const added = new ProductFunction(this, name, {
      functionName: functionName(this.#props.config.stage, name),
      handlerFile: `routes/${kebabCase(name)}`,
      description: summary,
      timeoutSeconds,
      memoryMegabytes: functionMemoryMegabytes(name),
      logGroup: this.#props.stateful.logGroup,
    });
    giveCapabilities(added, capabilities[name], this.#grants);
    return added;
  }
}
