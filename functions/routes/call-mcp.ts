import { endpointHandler } from '../mcp-endpoint/endpoint-handler.ts';
import { log } from '../wiring/foundation.ts';
import { serveMcpEndpoint } from '../wiring/mcp-endpoint.ts';

export const handler = endpointHandler(await serveMcpEndpoint(), log());
