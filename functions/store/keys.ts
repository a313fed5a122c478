/** Every key string of the table is made here. */

/** Digits of an entry's sequence in its key, so that text order is number order. */
const sequenceDigits = 12;
const leadDigits = 6;

export const keys = {
  profile: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'PROFILE' }),
  accountState: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'STATE' }),
  entry: (accountId: string, sequence: number) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `ENTRY#${String(sequence).padStart(sequenceDigits, '0')}`,
  }),
  charge: (accountId: string, chargeId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `CHARGE#${chargeId}`,
  }),
  commandRecord: (accountId: string, keyHash: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `KEY#${keyHash}`,
  }),
  accountClient: (accountId: string, clientId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `CLIENT#${clientId}`,
  }),
  client: (clientId: string) => ({ pk: `CLIENT#${clientId}`, sk: 'CLIENT' }),
  contact: (clientId: string, contactId: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `CONTACT#${contactId}`,
  }),
  /** Notes, tasks and opportunities of a contact or client. */
  crmRecord: (clientId: string, kind: 'NOTE' | 'TASK' | 'OPPORTUNITY', id: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `${kind}#${id}`,
  }),
  /** What the outreach server keeps for a client. */
  outreachRecord: (clientId: string, kind: 'CALL' | 'DONOTCALL' | 'POST', id: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `${kind}#${id}`,
  }),
  /** A client's credentials for a server, sealed. */
  credential: (clientId: string, server: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `CREDENTIAL#${server}`,
  }),
  /** A sign-in to a server on its way, under the hash of its `state`. */
  authorization: (stateHash: string) => ({
    pk: `AUTHORIZATION#${stateHash}`,
    sk: 'AUTHORIZATION',
  }),
  /** Finds contacts by the hash of their e-mail or phone; one row per contact that has it. */
  contactLookup: (
    clientId: string,
    field: 'EMAIL' | 'PHONE',
    valueHash: string,
    contactId: string,
  ) => ({ pk: `CLIENT#${clientId}`, sk: `CONTACTBY#${field}#${valueHash}#${contactId}` }),
  /** What a create request made, so that the same request sent again makes nothing. */
  crmCreation: (clientId: string, keyHash: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `CREATION#${keyHash}`,
  }),
  /** Every account stands in a list, one row each; written once. */
  listedAccount: (shard: number, accountId: string) => ({ pk: `ACCOUNTS#${shard}`, sk: accountId }),
  emailGuard: (normalisedEmail: string) => ({ pk: `EMAIL#${normalisedEmail}`, sk: 'EMAIL' }),
  identity: (issuer: string, subject: string) => ({
    pk: `IDENTITY#${issuer}#${subject}`,
    sk: 'IDENTITY',
  }),
  apiKey: (keyHash: string) => ({ pk: `APIKEY#${keyHash}`, sk: 'APIKEY' }),
  accountApiKey: (accountId: string, keyId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `APIKEY#${keyId}`,
  }),
  /** How many keys of an account work. */
  apiKeyCount: (accountId: string) => ({ pk: `ACCOUNT#${accountId}`, sk: 'APIKEYS' }),
  /** Requests that somebody made in one minute since the epoch. */
  requestCount: (actor: string, epochMinute: number) => ({
    pk: `REQUESTS#${actor}`,
    sk: `MINUTE#${epochMinute}`,
  }),
  /** One call of a tool and what came of it. */
  toolCall: (accountId: string, toolCallId: string) => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `TOOLCALL#${toolCallId}`,
  }),
  /** That a tool of a client runs without asking. */
  allowance: (clientId: string, server: string, tool: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `ALLOWANCE#${server}#${tool}`,
  }),
  session: (sessionId: string) => ({ pk: `SESSION#${sessionId}`, sk: 'SESSION' }),
  conversation: (conversationId: string) => ({
    pk: `CONVERSATION#${conversationId}`,
    sk: 'CONVERSATION',
  }),
  /** `turnKey` sorts by time: see `functions/store/turns.ts`. */
  turn: (conversationId: string, turnKey: string) => ({
    pk: `CONVERSATION#${conversationId}`,
    sk: `TURN#${turnKey}`,
  }),
  /** Long work of one account; its results stand in the same partition. */
  job: (accountId: string, jobId: string) => ({ pk: `JOB#${accountId}#${jobId}`, sk: 'JOB' }),
  /** Finds the jobs of a client by the time of their start. */
  clientJob: (clientId: string, createdAt: string, jobId: string) => ({
    pk: `CLIENT#${clientId}`,
    sk: `${clientJobPrefix}${createdAt}#${jobId}`,
  }),
  /** Leads by their place in the result, from 1. */
  jobLead: (accountId: string, jobId: string, position: number) => ({
    pk: `JOB#${accountId}#${jobId}`,
    sk: `${jobLeadPrefix}${String(position).padStart(leadDigits, '0')}`,
  }),
  /** Stands for each lead that a job has, so that it has none twice. */
  jobSeenLead: (accountId: string, jobId: string, leadHash: string) => ({
    pk: `JOB#${accountId}#${jobId}`,
    sk: `SEEN#${leadHash}`,
  }),
  /** How far the walk of the auditor has come. */
  auditCursor: () => ({ pk: 'AUDIT', sk: 'CURSOR' }),
} as const;

export const entryPrefix = 'ENTRY#';
export const turnPrefix = 'TURN#';
export const jobLeadPrefix = 'LEAD#';
export const clientJobPrefix = 'JOB#';
export const allowancePrefix = 'ALLOWANCE#';

/** Few open charges stand in a shard at any time, so finding one account's is a short query. */
export const dueShardCount = 16;
/** Shards of each day of the recent index: its limit is 1,000 entries a second and shard. */
export const recentShardCount = 4;

/** Shards of the list of accounts: walked one after the other, written once per account. */
export const accountShardCount = 16;

/** A small stable hash; only its spread matters. */
function shardOf(text: string, shardCount: number): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return hash % shardCount;
}

/** Keys of shards by their number, for who walks all of them. */
export const dueShardAt = (shard: number) => `DUE#${shard}`;

export const dueShard = (accountId: string) => dueShardAt(shardOf(accountId, dueShardCount));
export const accountShard = (accountId: string): number => shardOf(accountId, accountShardCount);
export const recentShard = (isoTime: string, accountId: string) =>
  `RECENT#${isoTime.slice(0, 10)}#${shardOf(accountId, recentShardCount)}`;
