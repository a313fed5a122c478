import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { readTableConfig } from '../../functions/config.ts';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { createCrmServer } from '../../functions/mcp/servers/crm-server.ts';
import { createCrmStore } from '../../functions/store/crm/crm-store.ts';
import { createDoNotCallStore } from '../../functions/store/outreach/do-not-call.ts';
import { createDocumentClient } from '../../functions/store/document-client.ts';
import { readLocalOptions } from '../../infra/local/local-options.ts';
import { startLocal } from '../../infra/local/start-local.ts';

const logLineSchema = z.looseObject({ level: z.string(), message: z.string() });
export type LogLine = z.infer<typeof logLineSchema>;

/**
 * The whole product as `npm start` runs it, on a free port and with nothing kept.
 *
 * @param model an OpenAI-compatible server to answer, in place of the built-in assistant
 */
export async function startProduct(model?: { readonly baseUrl: string }) {
  if (model !== undefined) {
    Object.assign(process.env, {
      MODEL_PROVIDER: 'openai-compatible',
      MODEL_BASE_URL: model.baseUrl,
      MODEL_ID: 'scripted',
    });
  }
  const localDir = mkdtempSync(join(tmpdir(), 'metered-copilot-'));
  const options = readLocalOptions({ PORT: '0', DATA_DIR: ':memory:', LOCAL_DIR: localDir });
  const server = await startLocal(options, () => undefined);
  // startLocal has set what the functions read.
  const config = readTableConfig(process.env);
  const table = { documents: createDocumentClient(config), tableName: config.TABLE_NAME };

  /** GETs an address of the API with the demo key. */
  async function get(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${server.ready.apiKey}` };
    const response = await fetch(server.url + path, { headers });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  }

  /** Calls a tool of a client's CRM through its MCP server. */
  async function callCrm(clientId: string, name: string, args: Record<string, unknown>) {
    const [transport, serverTransport] = InMemoryTransport.createLinkedPair();
    const crm = createCrmStore(table);
    await createCrmServer({ crm, clientId }).connect(serverTransport);
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(transport);
    const { structuredContent } = await client.callTool({ name, arguments: args });
    await client.close();
    return structuredContent;
  }

  /** Every line that the functions have logged. */
  function readLog(): LogLine[] {
    const lines = readFileSync(join(localDir, 'app.log'), 'utf8').trim().split('\n');
    return lines.map((line) => logLineSchema.parse(JSON.parse(line)));
  }

  const doNotCall = createDoNotCallStore({ ...table, now: Date.now });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return { ...server, get, callCrm, doNotCall, readLog, ledger: createLedger({ ...table, log }) };
}

export type Product = Awaited<ReturnType<typeof startProduct>>;
