import type { Log } from '../log.ts';
import type { CrmStore } from '../store/crm/crm-store.ts';
import type { BuiltinServers } from './open-transport.ts';
import { createCrmServer } from './servers/crm-server.ts';
import { createOutreachServer } from './servers/outreach-server.ts';
import type { OutreachParts } from './servers/outreach-tool.ts';

/** The servers that live in this process, each made for one client when it is connected. */
export const createBuiltinServers = ({
  crm,
  outreach,
  log,
}: {
  readonly crm: CrmStore;
  readonly outreach: OutreachParts;
  readonly log?: Log;
}) =>
  ({
    crm: (clientId) => createCrmServer({ crm, clientId, log }),
    outreach: (clientId) => createOutreachServer({ ...outreach, clientId, log }),
  }) satisfies BuiltinServers;
