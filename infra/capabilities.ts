import type { RouteName } from '../shared/routes.ts';
import type { TriggerName } from './trigger-name.ts';
import type { TableAccess } from './constructs/table-access.ts';

/** What any function can be given. */
export type Capability =
  | TableAccess
  | 'read secrets'
  | 'check access tokens'
  | 'say where to sign in'
  | 'name the origin'
  | 'know the servers'
  | 'seal credentials'
  | 'open credentials'
  | 'name the model'
  | 'call the model'
  | 'tell the version'
  | 'sample accounts'
  | 'count metrics'
  | 'start jobs'
  | 'find businesses'
  | 'draw pictures'
  | 'keep media'
  | 'show media'
  | MessagingCapability;

/** What only jobs can be given, as bus and queues stand with them. */
export type MessagingCapability = 'publish events' | 'send webhooks' | 'postpone webhooks';

export type RouteCapability = Exclude<Capability, MessagingCapability>;

/** The authorizer is no route, yet it stands in front of them. */
export type ApiFunctionName = RouteName | 'authorize';

/** A command of the ledger, the release of overdue holds and the proof of a lost state included. */
const ledgerCommand = [
  'get items',
  'query items',
  'query due charges',
  'put items',
  'update items',
] as const satisfies readonly TableAccess[];

/** The state of an account, or its entries where the state is damaged. */
const ledgerRead = ['get items', 'query items'] as const satisfies readonly TableAccess[];

/** Connecting servers that are not ours. Sealing: of tokens that are renewed on the way. */
const serverAccess = ['know the servers', 'open credentials', 'seal credentials'] as const;
/** The same for functions that neither write to the ledger nor know secrets otherwise. */
const renewingAccess = [...serverAccess, 'update items', 'read secrets'] as const;

/**
 * Which function may do what: all of it, and nothing else. A permission comes together with the
 * variable that names what it is for.
 */
export const capabilities: Readonly<Record<ApiFunctionName, readonly RouteCapability[]>> &
  Readonly<Record<TriggerName, readonly Capability[]>> = {
  // The first sign-in opens an account.
  authorize: [...ledgerCommand, 'check access tokens'],

  connect: [...ledgerRead, 'put items', ...renewingAccess, 'name the model'],
  getSession: [...ledgerRead, ...renewingAccess, 'name the model'],
  closeSession: ['get items', 'delete sessions'],
  // The assistant's tools write to the built-in CRM.
  chat: [
    ...ledgerCommand,
    'check items',
    'delete contacts',
    ...serverAccess,
    'call the model',
    'read secrets',
    'name the origin',
    'start jobs',
    'find businesses',
    'draw pictures',
    'keep media',
  ],
  callTool: [
    ...ledgerCommand,
    'check items',
    'delete contacts',
    ...serverAccess,
    'name the origin',
    // Texts of posts are written by the model.
    'call the model',
    'read secrets',
    'start jobs',
    'find businesses',
    'draw pictures',
    'keep media',
  ],
  listAllowances: ledgerRead,
  putAllowance: ['get items', 'put items', ...renewingAccess],
  deleteAllowance: ['get items', 'update items'],
  stopTurn: ['get items', 'update items'],
  getConversation: ledgerRead,

  getMe: ledgerRead,
  getBalance: [...ledgerRead, 'query due charges'],
  listTransactions: ['query items', 'get many items'],
  getUsage: ['query items', 'get many items'],
  getPricing: [],
  getHealth: ['get items', 'tell the version'],

  createCharge: ledgerCommand,
  createCharges: ledgerCommand,
  createHold: ledgerCommand,
  getHold: ['get items'],
  captureHold: ledgerCommand,
  releaseHold: ledgerCommand,
  extendHold: ledgerCommand,
  estimateCharge: ledgerRead,

  listApiKeys: ['query items'],
  createApiKey: ['put items', 'update items'],
  revokeApiKey: ['get items', 'update items'],

  getCredentials: ['get items', 'know the servers', 'read secrets'],
  putCredentials: ['get items', 'put items', 'know the servers', 'seal credentials'],
  deleteCredentials: ['get items', 'delete credentials', 'open credentials', 'read secrets'],
  startAuthorization: [
    'get items',
    'put items',
    'know the servers',
    'seal credentials',
    'read secrets',
    'name the origin',
  ],
  finishAuthorization: [
    'get items',
    'put items',
    'update items',
    'know the servers',
    'open credentials',
    'seal credentials',
    'read secrets',
    'name the origin',
  ],

  listJobs: ledgerRead,
  getJob: ['get items'],
  getJobResults: ledgerRead,
  cancelJob: ledgerCommand,
  exportJob: [...ledgerRead, 'put items'],

  getMedia: ['get items', 'show media'],

  getResourceMetadata: ['say where to sign in'],
  getMcpResourceMetadata: ['say where to sign in'],
  // Whatever a chat may do.
  callMcp: [
    ...ledgerCommand,
    'check items',
    'delete contacts',
    ...serverAccess,
    'call the model',
    'read secrets',
    'say where to sign in',
    'start jobs',
    'find businesses',
    'draw pictures',
    'keep media',
  ],
  // Gives back what calls cost that have failed.
  receiveCallStatus: [...ledgerCommand, 'read secrets', 'name the origin'],
  refuseMcpStream: [],
  refuseMcpSessionEnd: [],

  sweepHolds: [...ledgerCommand, 'count metrics'],
  auditAccounts: [...ledgerCommand, 'sample accounts', 'count metrics'],
  publishChanges: ['read secrets', 'publish events', 'send webhooks'],
  deliverWebhook: ['read secrets', 'postpone webhooks'],
  chargeUsage: ledgerCommand,
  // Hands a long job over to its own next run.
  runJob: [...ledgerCommand, 'start jobs', 'find businesses'],
};
