import { createMcpHandler, originValidationResponse } from '@modelcontextprotocol/server';
import { limits } from '../../shared/limits.ts';
import {
  createEndpointServer,
  type EndpointCaller,
  type EndpointDependencies,
} from './create-endpoint-server.ts';

/** Answers one HTTP request of an MCP client, of the revision of 2026-07-28 or of 2025. */
export type ServeEndpoint = (request: Request, caller: EndpointCaller) => Promise<Response>;

export function createServeEndpoint(dependencies: EndpointDependencies): ServeEndpoint {
  const ownHostname = new URL(dependencies.publicOrigin).hostname;
  return async (request, caller) => {
    const { fetch } = createMcpHandler(() => createEndpointServer(dependencies, caller), {
      // From the first byte, so that nothing in between gives up on a slow tool.
      responseMode: 'sse',
      keepAliveMs: limits.streamKeepAliveMs,
      maxRequestBodySize: limits.requestBodyBytes,
      // The lists never change while one is connected, so there is nothing to wait for.
      maxSubscriptions: 0,
    });
    // A page of another site has no business here, whatever token it got hold of.
    return originValidationResponse(request, [ownHostname]) ?? fetch(request);
  };
}
