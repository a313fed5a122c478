import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { entrySchema } from '../../../functions/ledger/account/entry.ts';
import { routes, type RouteName } from '../../../shared/routes.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import {
  openCaller,
  routeSamples,
  sampledCharge,
  sampledServices,
} from '../../support/route-samples.ts';
import { type OauthServer, startOauthServer } from '../../support/oauth-server.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';
import { startTwilio, type TwilioServer } from '../../support/twilio-server.ts';

describe('no road past the meter', () => {
  let twilio: TwilioServer;
  let oauth: OauthServer;
  let api: TestApi;
  beforeAll(async () => {
    twilio = await startTwilio();
    oauth = await startOauthServer();
    api = await startApi({
      twilioUrl: twilio.apiUrl,
      servers: [oauth.entry],
      oauthClients: oauth.clients,
    });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await twilio[Symbol.asyncDispose]();
    await oauth[Symbol.asyncDispose]();
  });

  const readEntries = async () =>
    (await readTableRows(api.table))
      .filter(({ sk }) => String(sk).startsWith('ENTRY#'))
      .map((row) => entrySchema.parse(row));

  it.each(Object.keys(routeSamples) as RouteName[])(
    '%s writes an entry exactly if the route table names a price',
    async (name) => {
      const { charges, successStatus } = routes[name];
      const caller = await openCaller(api.openAccount, name);
      const before = await readEntries();
      const { status } = await routeSamples[name](caller);
      expect(status).toBe(successStatus);

      const after = await readEntries();
      const written = after
        .filter(({ hash }) => !before.some((entry) => entry.hash === hash))
        // Giving a hold back is an entry, too, but no charge.
        .filter(({ kind }) => kind !== 'release');
      const priced =
        charges === 'by request' ? (sampledServices[name] ?? sampledCharge.service) : charges;
      expect(written.map(({ service }) => service)).toEqual(charges === 'nothing' ? [] : [priced]);
    },
  );

  it('every tool that a built-in server lists has a price or is listed as free', async () => {
    const builtinServers = createBuiltinServers({
      crm: createCrmStore(api.table),
      outreach: buildOutreachParts(api.table),
    });
    const connectTools = createConnectTools({ builtinServers });
    const catalogue = createServerCatalogue();
    let toolCount = 0;
    for (const serverId of Object.keys(builtinServers)) {
      const entry = catalogue.find(serverId);
      const connection = await connectTools({ entry, clientId: 'client-1' });
      for (const tool of connection.tools) {
        expect(() => getToolPolicy(entry, tool), tool.name).not.toThrow();
        toolCount += 1;
      }
      await connection.close();
    }
    expect(toolCount).toBeGreaterThanOrEqual(18);
  });
});
