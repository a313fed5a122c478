import { Client } from '@modelcontextprotocol/client';
import { limits } from '../../shared/limits.ts';
import type { ReadCredentials } from '../credentials/read-credentials.ts';
import type { Log } from '../log.ts';
import { readListedTools, type McpTool } from './mcp-tool.ts';
import { openTransport, type BuiltinServers, type OpenedTransport } from './open-transport.ts';
import { runWithDeadline } from './run-with-deadline.ts';
import { describeServerFailure } from './server-failure.ts';
import type { ServerEntry } from './server-catalogue.ts';
import { createToolConnection, type ToolConnection } from './tool-connection.ts';

/** Pages of tools/list before a server counts as one that never ends. */
const toolPagesCount = 16;
/** Saying goodbye is a courtesy; nobody waits long for it. */
const endSessionMs = 1_000;

export interface ConnectRequest {
  readonly entry: ServerEntry;
  readonly clientId: string;
  /** The tools an earlier connection listed; given, they are not asked for again. */
  readonly knownTools?: readonly McpTool[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @throws AppError server_unreachable, server_unknown, credentials_missing, credentials_refused,
 *   provider_failed; or the reason of `signal` when that ended it
 */
export type ConnectTools = (request: ConnectRequest) => Promise<ToolConnection>;

export interface ConnectorParts {
  readonly builtinServers: BuiltinServers;
  /** Without it, a server that asks for credentials is told to have none stored. */
  readonly readCredentials?: ReadCredentials;
  readonly log?: Log | undefined;
  /** For connecting and listing the tools together. */
  readonly connectTimeoutMs?: number;
  /** For one tool call. */
  readonly toolTimeoutMs?: number;
}

/** Makes the function that connects any server of the catalogue, built in or not, the same way. */
export function createConnectTools(parts: ConnectorParts): ConnectTools {
  const { connectTimeoutMs = limits.mcpConnectTimeoutMs } = parts;
  const { toolTimeoutMs = limits.mcpToolTimeoutMs } = parts;
  return async (request) => {
    const { entry, clientId, signal } = request;
    const opened = await openTransport(entry, clientId, parts);
    const client = createClient(entry);
    const close = () => closeClient(client, opened);
    try {
      const tools = await runWithDeadline(connectTimeoutMs, signal, async (ended) => {
        await client.connect(opened.transport, { signal: ended, timeout: connectTimeoutMs });
        return request.knownTools ?? (await listTools(client, entry, ended, parts.log));
      });
      const isBuiltin = entry.kind === 'builtin';
      const serverTitle = entry.title;
      return createToolConnection({ client, serverTitle, isBuiltin, tools, toolTimeoutMs, close });
    } catch (cause) {
      await close();
      signal?.throwIfAborted();
      throw describeServerFailure(entry.title, 'does not answer', cause);
    }
  };
}

/** Remote servers are asked which revision they speak; ours need not be. */
function createClient(entry: ServerEntry): Client {
  return new Client(
    { name: 'metered-copilot', version: '1.0.0' },
    {
      listMaxPages: toolPagesCount,
      ...(entry.kind === 'http' && { versionNegotiation: { mode: 'auto' } }),
    },
  );
}

async function listTools(
  client: Client,
  entry: ServerEntry,
  signal: AbortSignal,
  log: Log | undefined,
): Promise<readonly McpTool[]> {
  const listed = await client.listTools(undefined, { signal });
  const { tools, leftOutCount } = readListedTools(listed.tools);
  if (leftOutCount > 0) log?.warn('tools left out', { server: entry.id, leftOutCount });
  return tools;
}

/** Closing never fails: what was to be done over the connection has been done. */
async function closeClient(client: Client, { endSession }: OpenedTransport): Promise<void> {
  try {
    await runWithDeadline(endSessionMs, undefined, endSession);
  } catch {
    // The server forgets the session by itself in time.
  }
  await client.close().catch(() => undefined);
}
