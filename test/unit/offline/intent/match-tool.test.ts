import { describe, expect, it } from 'vitest';
import { matchMessage } from '../../../../functions/agent/offline/dialogue/start-request.ts';
import { phrasesEn } from '../../../../functions/agent/offline/language/phrases-en.ts';
import { contactTools } from '../support/contact-tools.ts';
import { reads, text, time, toProfiles, type MadeUpTools } from '../support/made-up-tools.ts';

const all: MadeUpTools = {
  ...contactTools(),
  'contacts_remove-tags': { properties: { contactId: text, tags: text }, required: ['contactId'] },
  'contacts_get-notes': { properties: { contactId: text }, required: ['contactId'], hints: reads },
  'contacts_complete-task': { properties: { contactId: text, taskId: text }, required: ['taskId'] },
  'contacts_get-all-tasks': {
    properties: { contactId: text },
    required: ['contactId'],
    hints: reads,
  },
  'contacts_upsert-contact': { properties: { email: text } },
  'opportunities_search-opportunity': { properties: { query: text }, hints: reads },
  collect_businesses: { description: 'Collects business leads', properties: { category: text } },
  publish_post: { properties: { content: text }, required: ['content'] },
  schedule_post: { properties: { content: text, when: time }, required: ['content', 'when'] },
};

const nameFor = (message: string, tools = all) => {
  const context = {
    tools: toProfiles(tools),
    language: 'en',
    phrases: phrasesEn,
    now: new Date('2026-11-23T10:00:00Z'),
  } as const;
  const { match } = matchMessage(context, message);
  return match.kind === 'one' ? match.tool.name : match.kind;
};

describe('the tool for a message', () => {
  it.each([
    ['create contact Lina Rosalex', 'contacts_create-contact'],
    ['I want to add a new customer', 'contacts_create-contact'],
    ['añade una persona', 'contacts_create-contact'],
    ['find Lina Rosalex', 'contacts_get-contacts'],

    ['delete bob', 'contacts_delete-contact'],
    ['borra a bob', 'contacts_delete-contact'],
    ['busca a Lina', 'contacts_get-contacts'],
    ['search bob', 'contacts_get-contacts'],
    ['delete Bob', 'contacts_delete-contact'],
    ['write a note for Bob: hello', 'contacts_create-note'],
    ['mis tareas', 'contacts_get-all-tasks'],
    ['who is lina@example.com?', 'contacts_get-contacts'],
    ['my contacts', 'contacts_get-contacts'],
    ["change Lina Rosalex's phone to 8135551234", 'contacts_update-contact'],
    ['borra el contacto Lina', 'contacts_delete-contact'],
    ['add the tag vip to Lina', 'contacts_add-tags'],
    ['quita la etiqueta vip de Lina', 'contacts_remove-tags'],
    ['add a note to Lina: call her about the task', 'contacts_create-note'],
    ['show the notes of Lina Rosalex', 'contacts_get-notes'],
    ['create a task to call Bob', 'contacts_create-task'],
    ['complete the task', 'contacts_complete-task'],
    ['what tasks are open?', 'contacts_get-all-tasks'],
    ['search deals', 'opportunities_search-opportunity'],
    ['call Lina at 8135551234', 'outbound_call'],
    ['make a call', 'outbound_call'],
    ['llama a Lina', 'outbound_call'],
    ['collect leads in Tampa', 'collect_businesses'],
    ['get me dentist leads', 'collect_businesses'],
    ['publish a post', 'publish_post'],
    ['publish a post tomorrow at 5pm', 'schedule_post'],
    ['schedule a post', 'schedule_post'],
    ['how many tokens are left?', 'tokens_get-balance'],
    ['saldo', 'tokens_get-balance'],
  ])('%j is %s', (message, name) => {
    expect(nameFor(message)).toBe(name);
  });

  it.each([
    'I like pizza',
    'who won the world cup?',
    'Lina called about Paris',
    'anota que Lina llegó',
    'create',
    'update it',
    '8135551234',
    '',
    '...',
  ])('%j is none', (message) => {
    expect(nameFor(message)).toBe('none');
  });

  it('is none where the verb is the opposite of what the only tool does', () => {
    const { 'contacts_delete-contact': deleteContact = {} } = contactTools();
    expect(nameFor('create contact Lina', { 'contacts_delete-contact': deleteContact })).toBe(
      'none',
    );
  });

  it('is found by its title or description when its name says nothing', () => {
    const tools = {
      x1: { hints: { ...reads, title: 'Weather forecast' } },
      x2: { description: 'Converts currencies at the latest exchange rate', hints: reads },
    };
    expect(nameFor('show the weather forecast', tools)).toBe('x1');
    expect(nameFor('latest exchange rate of currencies', tools)).toBe('x2');
  });

  it('is none of two that fit as well', () => {
    expect(nameFor('send report', { 'a_send-report': {}, 'b_send-report': {} })).toBe('several');
  });

  it('does not follow words inside addresses or quotes', () => {
    expect(nameFor('"create contact" delete@contact.com https://delete.contact')).toBe('none');
  });
});
