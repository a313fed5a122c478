import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys, turnPrefix } from './keys.ts';
import type { Table } from './table.ts';

/** One turn: a message and the whole reply to it. */
export const turnSchema = z.object({
  conversationId: z.string(),
  /** Start of the first attempt and message id: sorts the turns of a conversation by time. */
  turnKey: z.string(),
  messageId: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  text: z.string(),
  /**
   * `waiting` stops at an approval, `ended` has its reply; `failed` left nothing behind and may be
   * tried again.
   */
  status: z.enum(['running', 'waiting', 'ended', 'failed']),
  outcome: z.enum(['completed', 'stopped', 'waiting', 'failed']).optional(),
  /** 1, 2 … each with a hold of its own. */
  attempt: z.int().min(1),
  chargeId: z.string(),
  /** Whoever runs the turn is dead after that. */
  leaseUntil: z.iso.datetime(),
  /** The reply as JSON: tool results may nest deeper than DynamoDB allows. */
  replyJson: z.string().optional(),
  /** Cost of the turn so far, tool calls included. */
  tokens: z.int().min(0),
  balanceAfter: z.int().min(0),
  isStopRequested: z.boolean().optional(),
  createdAt: z.iso.datetime(),
});

export type Turn = z.infer<typeof turnSchema>;
export type TurnStore = ReturnType<typeof createTurnStore>;

/** What changes when a turn moves on. */
type TurnChange = Partial<
  Pick<
    Turn,
    | 'status'
    | 'outcome'
    | 'replyJson'
    | 'tokens'
    | 'balanceAfter'
    | 'leaseUntil'
    | 'isStopRequested'
  >
>;

/** Turns of conversations. Each move from one status to another is conditional: one wins. */
export function createTurnStore({ documents, tableName }: Table) {
  const keyOf = (turn: Pick<Turn, 'conversationId' | 'turnKey'>) =>
    keys.turn(turn.conversationId, turn.turnKey);

  /** @returns false when this attempt, or a later one, was started by somebody else */
  async function startAttempt(turn: Turn): Promise<boolean> {
    return unlessConditionFails(
      documents.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...keyOf(turn), ...turn },
          ConditionExpression: 'attribute_not_exists(pk) OR attempt < :attempt',
          ExpressionAttributeValues: { ':attempt': turn.attempt },
        }),
      ),
    );
  }

  /** @returns false when the turn is no longer this attempt in the status `from` */
  async function moveTurn(turn: Turn, from: Turn['status'], change: TurnChange): Promise<boolean> {
    const members = Object.entries(change).filter(([, value]) => value !== undefined);
    return unlessConditionFails(
      documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(turn),
          UpdateExpression: `SET ${members.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: '#status = :from AND attempt = :attempt',
          ExpressionAttributeNames: {
            '#status': 'status',
            ...Object.fromEntries(members.map(([name]) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: {
            ':from': from,
            ':attempt': turn.attempt,
            ...Object.fromEntries(members.map(([name, value]) => [`:${name}`, value])),
          },
        }),
      ),
    );
  }

  /** @returns false when the turn is not running */
  async function requestStop(turn: Turn): Promise<boolean> {
    return unlessConditionFails(
      documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(turn),
          UpdateExpression: 'SET isStopRequested = :yes',
          ConditionExpression: '#status = :running',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':yes': true, ':running': 'running' },
        }),
      ),
    );
  }

  async function readTurn(conversationId: string, turnKey: string): Promise<Turn | null> {
    const Key = keys.turn(conversationId, turnKey);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item === undefined ? null : turnSchema.parse(Item);
  }

  /** The newest turns of a conversation, oldest first. */
  async function listTurns(conversationId: string, limit: number): Promise<Turn[]> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :turn)',
        ExpressionAttributeValues: {
          ':pk': keys.conversation(conversationId).pk,
          ':turn': turnPrefix,
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map((item) => turnSchema.parse(item)).toReversed();
  }

  return { startAttempt, moveTurn, requestStop, readTurn, listTurns };
}

async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
