import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const credentialRowSchema = z.object({
  /** What a cipher made of all of it together; absent once the server has ended a sign-in. */
  sealed: z.string().optional(),
  /** Names only; none for a sign-in. */
  fieldNames: z.array(z.string()),
  storedAt: z.iso.datetime(),
});

export type CredentialRow = z.infer<typeof credentialRowSchema>;
export type CredentialStore = ReturnType<typeof createCredentialStore>;

/** Whose turn it is to renew what a row holds. */
export interface RenewalLease {
  readonly clientId: string;
  readonly server: string;
  /** A random name for the one that renews. */
  readonly owner: string;
}

/** One client's credentials for one server, sealed: the table never holds them in the open. */
export function createCredentialStore({ documents, tableName: TableName }: Table) {
  async function putCredential(
    clientId: string,
    server: string,
    row: CredentialRow,
  ): Promise<void> {
    const Item = { ...keys.credential(clientId, server), ...row };
    await documents.send(new PutCommand({ TableName, Item }));
  }

  async function readCredential(clientId: string, server: string): Promise<CredentialRow | null> {
    const Key = keys.credential(clientId, server);
    const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : credentialRowSchema.parse(Item);
  }

  async function deleteCredential(clientId: string, server: string): Promise<void> {
    const Key = keys.credential(clientId, server);
    await documents.send(new DeleteCommand({ TableName, Key }));
  }

  /**
   * Takes the right to renew what was read, for some seconds.
   *
   * @returns false when somebody else has it, or has changed the row meanwhile
   */
  const startRenewal = (lease: RenewalLease, sealedBefore: string, now: Date): Promise<boolean> =>
    update(lease, {
      UpdateExpression: 'SET leaseOwner = :owner, leaseEndsAtMs = :end',
      ConditionExpression:
        'sealed = :before AND (attribute_not_exists(leaseEndsAtMs) OR leaseEndsAtMs <= :now)',
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ':before': sealedBefore,
        ':now': now.getTime(),
        ':end': now.getTime() + limits.tokenRenewalLeaseSeconds * 1000,
      },
    });

  /**
   * Ends a renewal.
   *
   * @param outcome what is stored from now on: null for nothing, undefined for what was there
   * @returns false when the row is no longer this one's: it was replaced, deleted, or took too long
   */
  const endRenewal = (lease: RenewalLease, outcome?: string | null): Promise<boolean> =>
    update(lease, {
      UpdateExpression: [
        ...(typeof outcome === 'string' ? ['SET sealed = :sealed'] : []),
        `REMOVE leaseOwner, leaseEndsAtMs${outcome === null ? ', sealed' : ''}`,
      ].join(' '),
      ConditionExpression: 'leaseOwner = :owner',
      ExpressionAttributeValues: {
        ':owner': lease.owner,
        ...(typeof outcome === 'string' && { ':sealed': outcome }),
      },
    });

  /** @returns false when the condition does not hold */
  async function update(
    { clientId, server }: RenewalLease,
    change: Pick<
      ConstructorParameters<typeof UpdateCommand>[0],
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
    >,
  ): Promise<boolean> {
    const Key = keys.credential(clientId, server);
    try {
      await documents.send(new UpdateCommand({ TableName, Key, ...change }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return { putCredential, readCredential, deleteCredential, startRenewal, endRenewal };
}
