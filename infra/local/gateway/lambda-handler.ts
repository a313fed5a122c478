import type { Context } from 'aws-lambda';
import type { RouteName } from '../../../shared/routes.ts';

/** What a file of `functions/routes` exports as `handler`, once loaded. */
export type LambdaHandler = (event: unknown, context: Context) => Promise<unknown>;

/** `authorize` is the authorizer; every other name is a route. */
export type HandlerName = RouteName | 'authorize';

export type LoadHandler = (name: HandlerName) => Promise<LambdaHandler>;
