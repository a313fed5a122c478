import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** One call of a tool, under the key that names it, and what came of it. */
const toolCallSchema = z.object({
  accountId: z.string(),
  toolCallId: z.string(),
  /** Of the request, where the caller chose the key. */
  fingerprint: z.string().optional(),
  /**
   * `delivered` has its result and is not settled for certain; `done` is over; `failed` did
   * nothing, so that it may be tried again.
   */
  status: z.enum(['running', 'delivered', 'done', 'failed']),
  attempt: z.int().min(1),
  /** Whoever makes the call is dead after that. */
  leaseUntil: z.iso.datetime(),
  /** The hold that pays for the call. */
  chargeId: z.string().optional(),
  /** Units delivered; absent for a job, which has its own record of that. */
  deliveredQuantity: z.int().min(0).optional(),
  /** The tool's result while `delivered`, the caller's answer once `done`; as JSON. */
  resultJson: z.string().optional(),
});
export type ToolCall = z.infer<typeof toolCallSchema>;
type ToolCallId = Pick<ToolCall, 'accountId' | 'toolCallId'>;

export interface NotedDelivery extends ToolCallId {
  readonly chargeId: string;
  readonly deliveredQuantity: number | undefined;
  readonly resultJson: string;
}

export type ToolCallStore = ReturnType<typeof createToolCallStore>;

/** Calls of tools. Each is made by one process at a time, and forgotten after some days. */
export function createToolCallStore({ documents, tableName }: Table) {
  async function readCall({ accountId, toolCallId }: ToolCallId): Promise<ToolCall | null> {
    const Key = keys.toolCall(accountId, toolCallId);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item === undefined ? null : toolCallSchema.parse(Item);
  }

  /**
   * Claims a call for making it.
   *
   * @param before how the call stood when it was read; null for one that was never made
   * @returns null when somebody else has claimed or finished it meanwhile
   */
  async function startAttempt(
    call: ToolCallId & { readonly fingerprint: string },
    before: ToolCall | null,
    now: Date,
  ): Promise<ToolCall | null> {
    const { accountId, toolCallId } = call;
    const started: ToolCall = {
      ...call,
      status: 'running',
      attempt: (before?.attempt ?? 0) + 1,
      leaseUntil: secondsAfter(now, limits.toolCallLeaseSeconds).toISOString(),
    };
    const put = new PutCommand({
      TableName: tableName,
      Item: { ...keys.toolCall(accountId, toolCallId), ...started, ...expiryOf(now) },
      ConditionExpression:
        before === null
          ? 'attribute_not_exists(pk)'
          : 'attempt = :attempt AND #status = :status AND leaseUntil = :lease',
      ...(before && {
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':attempt': before.attempt,
          ':status': before.status,
          ':lease': before.leaseUntil,
        },
      }),
    });
    return (await isWritten(documents.send(put))) ? started : null;
  }

  /**
   * Notes that the tool has done its work, before that is paid: from now on the hold is owed. A
   * call that nobody claimed, as those of a turn, gets its record here.
   */
  async function noteDelivery(delivery: NotedDelivery, now: Date): Promise<void> {
    const { accountId, toolCallId, ...noted } = delivery;
    const nowText = now.toISOString();
    await update(
      { accountId, toolCallId },
      { ...noted, accountId, toolCallId, status: 'delivered', ...expiryOf(now) },
      { attempt: 1, leaseUntil: nowText },
    );
  }

  /** The end of a claimed call: from now on its key is answered with this. */
  const finishCall = (call: ToolCall, resultJson: string): Promise<void> =>
    update(call, { status: 'done', resultJson });

  /**
   * Lets go of a claimed call that came to no end.
   *
   * @param mayHaveActed nobody knows whether the tool did its work
   */
  const giveUpCall = (call: ToolCall, mayHaveActed: boolean, now: Date): Promise<void> =>
    update(call, {
      status: mayHaveActed ? 'running' : 'failed',
      leaseUntil: now.toISOString(),
    });

  async function update(
    { accountId, toolCallId }: ToolCallId,
    change: Readonly<Record<string, unknown>>,
    ifAbsent: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const members = Object.entries({ ...change, ...ifAbsent }).filter(
      ([, value]) => value !== undefined,
    );
    const setting = ([name]: readonly [string, unknown]) =>
      Object.hasOwn(ifAbsent, name)
        ? `#${name} = if_not_exists(#${name}, :${name})`
        : `#${name} = :${name}`;
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.toolCall(accountId, toolCallId),
        UpdateExpression: `SET ${members.map(setting).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(members.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          members.map(([name, value]) => [`:${name}`, value]),
        ),
      }),
    );
  }

  return { readCall, startAttempt, noteDelivery, finishCall, giveUpCall };
}

const secondsAfter = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000);

const expiryOf = (now: Date) => ({
  expireItemAtEpochSeconds: Math.ceil(
    secondsAfter(now, limits.toolCallKeptSeconds).getTime() / 1000,
  ),
});

async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
