import {
  type AuthProvider,
  InMemoryTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { McpServer } from '@modelcontextprotocol/server';
import type { HttpServerEntry } from '../../shared/server-entry.ts';
import type { BuiltinServerId } from '../../shared/tool-services.ts';
import { AppError } from '../app-error.ts';
import type { CredentialFields } from '../credentials/credential-vault.ts';
import type { ReadCredentials } from '../credentials/read-credentials.ts';
import { isOauthServer } from '../credentials/oauth/oauth-server-entry.ts';
import { buildAuthHeaders } from './build-auth-headers.ts';
import { fetchLimited } from './fetch-limited.ts';
import { listCredentialFields } from './list-credential-fields.ts';
import type { ServerEntry } from './server-catalogue.ts';

/** How to make each built-in server for one client. */
export type BuiltinServers = Readonly<
  Partial<Record<BuiltinServerId, (clientId: string) => McpServer>>
>;

export interface OpenedTransport {
  readonly transport: Transport;
  /** Tells the server that the session is over, where it keeps one. */
  readonly endSession: () => Promise<void>;
}

/**
 * The way to a server: in memory to a built-in one, made for this client alone; Streamable HTTP
 * to others.
 *
 * @throws AppError server_unknown, credentials_missing, provider_failed
 */
export async function openTransport(
  entry: ServerEntry,
  clientId: string,
  parts: {
    readonly builtinServers: BuiltinServers;
    readonly readCredentials?: ReadCredentials | undefined;
  },
): Promise<OpenedTransport> {
  if (entry.kind === 'http') {
    const { readCredentials } = parts;
    const isAsking = listCredentialFields(entry).length > 0;
    const credentials = isAsking ? await readCredentials?.(entry, clientId) : {};
    const transport = new StreamableHTTPClientTransport(new URL(entry.url), {
      requestInit: { headers: buildAuthHeaders(entry, credentials), redirect: 'error' },
      fetch: fetchLimited,
      ...(isOauthServer(entry) &&
        readCredentials && { authProvider: createAuthProvider(entry, clientId, readCredentials) }),
    });
    return { transport, endSession: () => transport.terminateSession() };
  }
  const createServer = parts.builtinServers[entry.id];
  if (!createServer) throw new AppError('server_unknown');
  const [transport, serverTransport] = InMemoryTransport.createLinkedPair();
  await createServer(clientId).connect(serverTransport);
  return { transport, endSession: async () => undefined };
}

/** Signs requests with the client's access token, which is read when the first one is sent. */
function createAuthProvider(
  entry: HttpServerEntry,
  clientId: string,
  readCredentials: ReadCredentials,
): AuthProvider {
  let reading: Promise<CredentialFields> | undefined;
  const token = async () => (await (reading ??= readCredentials(entry, clientId)))['accessToken'];
  return {
    token,
    // The server does not take it, and is asked once more with what there is then.
    onUnauthorized: async () => {
      const rejected = await token();
      reading = readCredentials(entry, clientId, rejected);
      await reading;
    },
  };
}
