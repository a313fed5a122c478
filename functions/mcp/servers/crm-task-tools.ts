import * as z from 'zod';
import { contactMissingError } from '../../store/crm/contact-writes.ts';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import { taskSchema, type Task } from '../../store/crm/tasks.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { toolKinds } from './tool-kinds.ts';
import { defineCrmTool } from './crm-tool.ts';
import { describePage } from './describe-page.ts';

const taskOutput = z.object({ task: taskSchema });

const summariseTask = ({ title, dueDate, completed, id }: Task) =>
  `- ${title}${dueDate ? `, due ${dueDate}` : ''}, ${completed ? 'done' : 'open'} (taskId ${id})`;

const createTask = defineCrmTool({
  name: 'contacts_create-task',
  title: 'Create a task',
  description: 'Creates a task to do for a contact.',
  input: z.strictObject({
    contactId: crmFields.contactId,
    title: crmFields.requiredText(crmLimits.fieldCharacters, 'What there is to do, in short.'),
    body: crmFields.text(crmLimits.bodyCharacters, 'Details.').optional(),
    dueDate: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })])
      .optional()
      .describe('When it is due: a date such as 2026-11-30, or a date and time in ISO 8601.'),
  }),
  output: taskOutput,
  annotations: toolKinds.create,
  run: async (newTask, { crm, clientId, idempotencyKey }) => {
    const task = await crm.tasks.create(clientId, newTask, idempotencyKey);
    return { text: `Task created:\n${summariseTask(task)}`, structured: { task } };
  },
});

const completeTask = defineCrmTool({
  name: 'contacts_complete-task',
  title: 'Complete a task',
  description: 'Marks a task of a contact as done.',
  input: z.strictObject({ contactId: crmFields.contactId, taskId: crmFields.taskId }),
  output: taskOutput,
  annotations: toolKinds.change,
  run: async ({ contactId, taskId }, { crm, clientId }) => {
    const task = await crm.tasks.complete(clientId, contactId, taskId);
    return { text: `Task completed:\n${summariseTask(task)}`, structured: { task } };
  },
});

const getAllTasks = defineCrmTool({
  name: 'contacts_get-all-tasks',
  title: 'Read tasks',
  description: 'Reads the tasks of a contact, newest first.',
  input: z.strictObject({
    contactId: crmFields.contactId,
    completed: z.boolean().optional().describe('true: done ones only; false: open ones only.'),
    limit: crmFields.limit,
    cursor: crmFields.cursor,
  }),
  output: z.object({ tasks: z.array(taskSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async ({ contactId, ...page }, { crm, clientId }) => {
    if (!(await crm.contacts.get(clientId, contactId))) throw contactMissingError();
    const { rows, cursor } = await crm.tasks.list(clientId, contactId, page);
    return {
      text: describePage('tasks', rows.map(summariseTask), cursor),
      structured: { tasks: [...rows], cursor },
    };
  },
});

export const crmTaskTools = [createTask, completeTask, getAllTasks];
