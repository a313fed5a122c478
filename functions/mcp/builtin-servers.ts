import type { Log } from '../log.ts';
import type { CrmStore } from '../store/crm/crm-store.ts';
import type { BuiltinServers } from './open-transport.ts';
import { createCrmServer } from './servers/crm-server.ts';

/** The servers that live in this process, each made for one client when it is connected. */
export const createBuiltinServers = ({ crm, log }: { crm: CrmStore; log?: Log }) =>
  ({
    crm: (clientId) => createCrmServer({ crm, clientId, log }),
  }) satisfies BuiltinServers;
