import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

type Capabilities = NonNullable<
  NonNullable<ConstructorParameters<typeof Client>[1]>['capabilities']
>;

export interface ClientOptions {
  /** `modern` speaks the revision of 2026-07-28, `legacy` that of 2025. */
  readonly era?: 'modern' | 'legacy';
  readonly headers?: Readonly<Record<string, string>>;
  readonly capabilities?: Capabilities;
}

/** An MCP client of today's SDK at the product's own endpoint, with the API key of an account. */
export async function connectClient(
  { url }: { readonly url: string },
  { apiKey }: { readonly apiKey: string },
  { era = 'modern', headers, capabilities = {} }: ClientOptions = {},
): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${apiKey}`, ...headers } },
  });
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { capabilities, ...(era === 'modern' && { versionNegotiation: { mode: 'auto' } }) },
  );
  await client.connect(transport);
  return client;
}
