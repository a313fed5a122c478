import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { accountShard, keys } from './keys.ts';
import { normaliseEmail } from './normalise-email.ts';
import { randomId } from './random-id.ts';
import type { Table } from './table.ts';

/** Clients of one account that a list returns. */
const clientListCount = 100;

const profileSchema = z.object({
  accountId: z.string(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
const clientSchema = z.object({ clientId: z.string(), accountId: z.string(), name: z.string() });
const ownerSchema = z.object({ accountId: z.string() });

export type AccountProfile = z.infer<typeof profileSchema>;
export type Client = z.infer<typeof clientSchema>;

/** A person as an issuer of access tokens knows them. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Only a verified address; an unverified one links nobody to anything. Asked for once. */
  readonly readVerifiedEmail: () => Promise<string | null>;
}

export type AccountStore = ReturnType<typeof createAccountStore>;

/**
 * Accounts, the clients they own and the people who may sign in to them. Balances are the
 * ledger's.
 */
export function createAccountStore({ documents, tableName }: Table) {
  const get = async (Key: { pk: string; sk: string }) =>
    (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true })))
      .Item;

  /** Writes all the items, or none where one of them exists. @returns whether it wrote */
  async function putAllIfAbsent(items: readonly Record<string, unknown>[]): Promise<boolean> {
    const TransactItems = items.map((Item) => ({
      Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
    }));
    try {
      await documents.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  }

  async function readProfile(accountId: string): Promise<AccountProfile | null> {
    const item = await get(keys.profile(accountId));
    return item === undefined ? null : profileSchema.parse(item);
  }

  async function readClient(clientId: string): Promise<Client | null> {
    const item = await get(keys.client(clientId));
    return item === undefined ? null : clientSchema.parse(item);
  }

  async function listClients(accountId: string): Promise<Client[]> {
    const prefix = keys.accountClient(accountId, '');
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :client)',
        ExpressionAttributeValues: { ':pk': prefix.pk, ':client': prefix.sk },
        Limit: clientListCount,
      }),
    );
    return Items.map((item) => clientSchema.parse(item));
  }

  /** @returns whether the account is new; an existing one, or its e-mail's, is left alone */
  async function createAccount(account: { accountId: string; email?: string }): Promise<boolean> {
    return putAllIfAbsent(accountItems(account.accountId, account.email));
  }

  async function createClient(client: Client): Promise<boolean> {
    return putAllIfAbsent(clientItems(client));
  }

  /**
   * The account of a person. At their first sign-in that is the one that has their verified
   * e-mail, else a new one with a client of its own. Signing in twice at once makes one account.
   */
  async function resolveIdentity(
    identity: Identity,
  ): Promise<{ accountId: string; isNew: boolean }> {
    const known = await findIdentity(identity);
    if (known !== null) return { accountId: known, isNew: false };
    const verifiedEmail = await identity.readVerifiedEmail();
    const email = verifiedEmail && normaliseEmail(verifiedEmail);
    const adopted = email ? await findByEmail(email) : null;
    const accountId = adopted ?? randomId('acc');
    const items =
      adopted === null
        ? [...accountItems(accountId, email ?? undefined), ...clientItems(firstClient(accountId))]
        : [];
    const link = { ...keys.identity(identity.issuer, identity.subject), accountId };
    if (await putAllIfAbsent([...items, link])) return { accountId, isNew: adopted === null };
    const winner = (await findIdentity(identity)) ?? (email ? await findByEmail(email) : null);
    if (winner === null) throw new Error('an identity was neither found nor made');
    return { accountId: winner, isNew: false };
  }

  const findIdentity = async ({ issuer, subject }: Identity) =>
    readOwner(await get(keys.identity(issuer, subject)));

  const findByEmail = async (email: string) => readOwner(await get(keys.emailGuard(email)));

  return { readProfile, readClient, listClients, createAccount, createClient, resolveIdentity };
}

const readOwner = (item: Record<string, unknown> | undefined): string | null =>
  item === undefined ? null : ownerSchema.parse(item).accountId;

const firstClient = (accountId: string): Client => ({
  clientId: randomId('cli'),
  accountId,
  name: 'My workspace',
});

function accountItems(accountId: string, email?: string): Record<string, unknown>[] {
  const normalised = email === undefined ? null : normaliseEmail(email);
  const createdAt = new Date().toISOString();
  const profile = {
    ...keys.profile(accountId),
    accountId,
    email: normalised,
    createdAt,
  };
  const listed = { ...keys.listedAccount(accountShard(accountId), accountId), accountId };
  if (normalised === null) return [profile, listed];
  return [profile, listed, { ...keys.emailGuard(normalised), accountId }];
}

const clientItems = (client: Client): Record<string, unknown>[] => [
  { ...keys.client(client.clientId), ...client },
  { ...keys.accountClient(client.accountId, client.clientId), ...client },
];
