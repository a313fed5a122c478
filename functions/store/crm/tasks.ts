import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { childKey, childRefusedError, countChild } from './contact-children.ts';
import { createOnce } from './create-once.ts';
import { readCrmPage, type CrmPage } from './read-page.ts';
import { readCrmRow } from './read-row.ts';
import { createCrmRecordId } from './record-id.ts';
import type { CrmTable } from './crm-table.ts';

export const taskSchema = z.object({
  id: z.string(),
  contactId: z.string(),
  title: z.string(),
  body: z.string().optional(),
  dueDate: z.string().optional(),
  completed: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Task = z.infer<typeof taskSchema>;

export type NewTask = Pick<Task, 'contactId' | 'title' | 'body' | 'dueDate'>;

export interface TaskStore {
  /** @throws AppError not_found when the contact is missing or full */
  create(clientId: string, task: NewTask, key?: string): Promise<Task>;
  /** Newest first. `completed` picks the done or the open ones. */
  list(
    clientId: string,
    contactId: string,
    page: { limit: number; cursor?: string | undefined; completed?: boolean | undefined },
  ): Promise<CrmPage<Task>>;
  /** Completing twice changes nothing. @throws AppError not_found */
  complete(clientId: string, contactId: string, taskId: string): Promise<Task>;
}

const taskMissingError = () =>
  new AppError('not_found', { detail: 'This contact has no task with this taskId.' });

export function createTaskStore(table: CrmTable): TaskStore {
  return {
    create: (clientId, task, key) => createTask(table, clientId, task, key),
    list: (clientId, contactId, { limit, cursor, completed }) => {
      const { pk, sk } = childKey(clientId, 'TASK', contactId, '');
      return readCrmPage(table, {
        partition: pk,
        prefix: sk,
        parse: (row) => taskSchema.parse(row),
        isWanted: (task) => completed === undefined || task.completed === completed,
        limit,
        cursor,
      });
    },
    complete: (clientId, contactId, taskId) => completeTask(table, clientId, contactId, taskId),
  };
}

async function createTask(
  table: CrmTable,
  clientId: string,
  newTask: NewTask,
  idempotencyKey: string | undefined,
): Promise<Task> {
  const id = createCrmRecordId(table.now());
  const createdAt = new Date(table.now()).toISOString();
  const task: Task = { ...newTask, id, completed: false, createdAt };
  const Item = { ...childKey(clientId, 'TASK', task.contactId, id), ...task };
  const creation = await createOnce(table, {
    clientId,
    recordId: id,
    writes: [
      countChild(table, clientId, task.contactId),
      { Put: { TableName: table.tableName, Item } },
    ],
    idempotencyKey: idempotencyKey && `task:${idempotencyKey}`,
  });
  if (creation.outcome === 'created') return task;
  if (creation.outcome === 'refused') throw childRefusedError();
  const earlierKey = childKey(clientId, 'TASK', task.contactId, creation.recordId);
  const earlier = await readCrmRow(table, earlierKey, taskSchema);
  if (earlier) return earlier;
  throw taskMissingError();
}

async function completeTask(
  table: CrmTable,
  clientId: string,
  contactId: string,
  taskId: string,
): Promise<Task> {
  try {
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: childKey(clientId, 'TASK', contactId, taskId),
        UpdateExpression: 'SET completed = :yes',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':yes': true },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return taskSchema.parse(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw taskMissingError();
    throw error;
  }
}
