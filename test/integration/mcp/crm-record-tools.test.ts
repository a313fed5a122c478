import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { noteSchema } from '../../../functions/store/crm/notes.ts';
import { opportunitySchema } from '../../../functions/store/crm/opportunity-rows.ts';
import { pipelineSchema } from '../../../functions/store/crm/pipelines.ts';
import { taskSchema } from '../../../functions/store/crm/tasks.ts';
import { keys } from '../../../functions/store/keys.ts';
import { contactArguments, openCrm, type OpenCrm } from './open-crm.ts';
import { readContact, readStructured } from './read-structured.ts';

let open: OpenCrm;
let call: ToolConnection['callTool'];
let contactId: string;

beforeAll(async () => {
  open = await openCrm();
  call = (await open.connect('15')).callTool;
  contactId = readContact(await call('contacts_create-contact', contactArguments())).id;
});

const noteOutput = z.object({ note: noteSchema });
const notesOutput = z.object({ notes: z.array(noteSchema), cursor: z.string().nullable() });
const taskOutput = z.object({ task: taskSchema });
const tasksOutput = z.object({ tasks: z.array(taskSchema), cursor: z.string().nullable() });
const opportunityOutput = z.object({ opportunity: opportunitySchema });
const opportunitiesOutput = z.object({ opportunities: z.array(opportunitySchema) });

describe('notes', () => {
  it('are written once for one idempotency key and read back', async () => {
    const body = `Likes gardens ${randomUUID()}`;
    const options = { idempotencyKey: randomUUID() };
    const first = await call('contacts_create-note', { contactId, body }, options);
    const again = await call('contacts_create-note', { contactId, body }, options);
    expect(readStructured(again, noteOutput)).toEqual(readStructured(first, noteOutput));

    const list = await call('contacts_get-notes', { contactId });
    const { notes } = readStructured(list, notesOutput);
    expect(notes.filter((note) => note.body === body)).toHaveLength(1);
    expect(list.text).toContain(body);
  });

  it('are refused for a contact that has as many as it can', async () => {
    const { id: fullId } = readContact(await call('contacts_create-contact', contactArguments()));
    await open.table.documents.send(
      new UpdateCommand({
        TableName: open.table.tableName,
        Key: keys.contact('15', fullId),
        UpdateExpression: 'SET childCount = :full',
        ExpressionAttributeValues: { ':full': 1_000 },
      }),
    );
    const result = await call('contacts_create-note', { contactId: fullId, body: 'x' });
    expect(result.isError).toBe(true);
    expect(result.text).toContain('as many notes and tasks as a contact can have (1000)');
  });

  it('do not disturb a change of the contact at the same time', async () => {
    const results = await Promise.all([
      call('contacts_update-contact', { contactId, city: 'Tampa' }),
      call('contacts_create-note', { contactId, body: 'one' }),
      call('contacts_create-note', { contactId, body: 'two' }),
      call('contacts_update-contact', { contactId, state: 'FL' }),
    ]);
    expect(results.map((result) => result.isError)).toEqual([false, false, false, false]);
    expect(readContact(await call('contacts_get-contact', { contactId }))).toMatchObject({
      city: 'Tampa',
      state: 'FL',
    });
  });
});

describe('tasks', () => {
  it('are created open, completed once and for all, and listed by either', async () => {
    const wanted = { contactId, title: 'Call back', dueDate: '2026-11-30' };
    const { task } = readStructured(await call('contacts_create-task', wanted), taskOutput);
    expect(task).toMatchObject({ ...wanted, completed: false });

    const { id: taskId } = task;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const completed = await call('contacts_complete-task', { contactId, taskId });
      expect(readStructured(completed, taskOutput).task).toEqual({ ...task, completed: true });
    }
    const list = async (completed: boolean) =>
      readStructured(await call('contacts_get-all-tasks', { contactId, completed }), tasksOutput);
    expect((await list(true)).tasks.map((one) => one.id)).toContain(taskId);
    expect((await list(false)).tasks.map((one) => one.id)).not.toContain(taskId);
  });

  it('are created once for one idempotency key', async () => {
    const options = { idempotencyKey: randomUUID() };
    const wanted = { contactId, title: 'Once' };
    const first = await call('contacts_create-task', wanted, options);
    const again = await call('contacts_create-task', wanted, options);
    expect(readStructured(again, taskOutput)).toEqual(readStructured(first, taskOutput));
  });

  it('cannot be completed when they do not exist', async () => {
    const result = await call('contacts_complete-task', { contactId, taskId: 'none' });
    expect(result).toEqual({ isError: true, text: 'This contact has no task with this taskId.' });
  });

  it('take a date or a date and time as the due date, and no other text', async () => {
    const create = (dueDate: string) =>
      call('contacts_create-task', { contactId, title: 'x', dueDate });
    expect((await create('2026-11-30T10:00:00+01:00')).isError).toBe(false);
    expect((await create('next week')).isError).toBe(true);
  });
});

describe('opportunities', () => {
  const create = (overrides: Record<string, unknown> = {}, idempotencyKey?: string) =>
    call(
      'opportunities_create-opportunity',
      { name: 'Villa', contactId, ...overrides },
      { idempotencyKey },
    );

  it('open in the first stage of the pipeline', async () => {
    const pipelines = await call('opportunities_get-pipelines', {});
    const [pipeline] = readStructured(
      pipelines,
      z.object({ pipelines: z.array(pipelineSchema) }),
    ).pipelines;
    const { opportunity } = readStructured(await create(), opportunityOutput);
    expect(opportunity).toMatchObject({
      status: 'open',
      pipelineId: pipeline?.id,
      pipelineStageId: pipeline?.stages[0]?.id,
    });
    const { id: opportunityId } = opportunity;
    const read = await call('opportunities_get-opportunity', { opportunityId });
    expect(readStructured(read, opportunityOutput).opportunity).toEqual(opportunity);
  });

  it('are created once for one idempotency key', async () => {
    const idempotencyKey = randomUUID();
    const first = readStructured(await create({}, idempotencyKey), opportunityOutput);
    const again = readStructured(await create({}, idempotencyKey), opportunityOutput);
    expect(again).toEqual(first);
  });

  it('change in the given fields only', async () => {
    const { opportunity } = readStructured(await create({ monetaryValue: 500 }), opportunityOutput);
    const { id: opportunityId } = opportunity;
    const changed = await call('opportunities_update-opportunity', {
      opportunityId,
      status: 'won',
      pipelineStageId: 'negotiation',
    });
    expect(readStructured(changed, opportunityOutput).opportunity).toMatchObject({
      name: 'Villa',
      monetaryValue: 500,
      status: 'won',
      pipelineStageId: 'negotiation',
    });
  });

  it('are found by name, contact, stage and status', async () => {
    const name = `Loft ${randomUUID()}`;
    await create({ name, status: 'lost' });
    await create({ name, status: 'open' });
    const found = await call('opportunities_search-opportunity', {
      query: name.toUpperCase(),
      status: 'lost',
      contactId,
      pipelineStageId: 'new-lead',
    });
    const { opportunities } = readStructured(found, opportunitiesOutput);
    expect(opportunities.map(({ status }) => status)).toEqual(['lost']);
  });

  it.each([
    ['a stage that is not there', { pipelineStageId: 'dreaming' }, 'This pipeline has the stages'],
    ['a pipeline that is not there', { pipelineId: 'rent' }, 'There is no such pipeline.'],
    ['a contact that is not there', { contactId: 'nobody' }, 'There is no contact'],
  ])('are refused for %s', async (_, overrides, sentence) => {
    const result = await create(overrides);
    expect(result.isError).toBe(true);
    expect(result.text).toContain(sentence);
  });

  it.each(['opportunities_get-opportunity', 'opportunities_update-opportunity'])(
    'that do not exist are refused by %s',
    async (tool) => {
      const result = await call(tool, { opportunityId: 'none' });
      expect(result).toEqual({
        isError: true,
        text: 'There is no opportunity with this opportunityId.',
      });
    },
  );
});
