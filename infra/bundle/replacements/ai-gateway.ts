/**
 * Stands in function bundles for `@ai-sdk/gateway` (92 KB with what it needs), through which the AI
 * SDK reaches a model that is given to it by name. Ours are always objects, so nothing gets here.
 */
export function createGateway(): never {
  throw new Error('Models are given to the AI SDK as objects: the gateway is not in the bundle.');
}

/** What the AI SDK falls back to; it has none of the methods that it would be asked for. */
export const gateway = {};

/** Known errors of the gateway, none of which can have been thrown. */
export class GatewayError extends Error {
  static isInstance = (): boolean => false;
}

export class GatewayAuthenticationError extends GatewayError {}
