import { describe, expect, it } from 'vitest';
import { bob, contactTools, lina } from './support/contact-tools.ts';
import { reads, text } from './support/made-up-tools.ts';
import { sayAll, startTalk } from './support/converse.ts';

const start = () => startTalk(contactTools());
const search = (query: string) => ({ name: 'contacts_get-contacts', input: { query } });

describe('a record called by its name', () => {
  it('is looked up, shown by its name, and changed by its id', async () => {
    const talk = start();
    const shown = await talk.say("update Lina Rosalex's email to new@example.com");
    expect(shown.calls).toEqual([search('Lina Rosalex')]);
    expect(shown.reply).toContain('- **Contact:** Lina Rosalex\n- **Email:** new@example.com');
    expect((await talk.say('yes')).calls).toEqual([
      { name: 'contacts_update-contact', input: { contactId: lina.id, email: 'new@example.com' } },
    ]);
  });

  it.each(['2', 'the second', 'Perez', 'la segunda', 'perez@example.com'])(
    'is asked for when several fit, and %j picks one',
    async (choice) => {
      const talk = start();
      const asked = await talk.say('change the phone of Lina to 8135559999');
      expect(asked.reply).toContain('1. **Lina Rosalex** – lina@example.com, +18135551234');
      expect(asked.reply).toContain('2. **Lina Perez** – perez@example.com');
      expect((await talk.say(choice)).reply).toContain('Lina Perez');
      expect((await talk.say('yes')).calls).toEqual([
        { name: 'contacts_update-contact', input: { contactId: 'c_2', phone: '+18135559999' } },
      ]);
    },
  );

  it('is not changed when nobody fits', async () => {
    const last = await sayAll(start(), 'update Zoe Nobody phone: 8135559999', 'yes');
    expect(last.calls).toEqual([]);
    expect(last.reply).toContain('nothing waiting');
  });

  it('is named before a card asks about its id', async () => {
    const talk = start();
    await talk.say('delete contact Bob Stone');
    const said = JSON.stringify(talk.history);
    expect(said).toContain("I'll delete this contact:\\n\\n- **Contact:** Bob Stone");
    expect(said).not.toContain('Shall I go ahead');
  });

  it('is deleted through the approval of the surrounding loop, without a question', async () => {
    const { calls } = await start().say('delete contact Bob Stone');
    expect(calls).toEqual([
      search('Bob Stone'),
      { name: 'contacts_delete-contact', input: { contactId: bob.id } },
    ]);
  });

  it.each([
    ['lina@example.com', 'lina@example.com'],
    ['813 555 1234', '+18135551234'],
  ])('may be called by %s', async (said, query) => {
    const { calls } = await start().say(`delete the contact ${said}`);
    expect(calls).toEqual([
      search(query),
      { name: 'contacts_delete-contact', input: { contactId: lina.id } },
    ]);
  });

  it('needs no look-up when the id itself is given', async () => {
    const { calls } = await start().say('delete contact c_9f8e7d6c');
    expect(calls).toEqual([
      { name: 'contacts_delete-contact', input: { contactId: 'c_9f8e7d6c' } },
    ]);
  });

  it('is asked for when the message names nobody', async () => {
    const talk = start();
    expect((await talk.say('delete a contact')).reply).toContain('Which contact is it?');
    expect((await talk.say('Bob Stone')).calls).toHaveLength(2);
  });

  it('is asked for when the session has no way to look it up', async () => {
    const { 'contacts_delete-contact': deleteContact = {} } = contactTools();
    const talk = startTalk({ 'contacts_delete-contact': deleteContact });
    expect((await talk.say('delete contact Bob')).reply).toBe(
      'Which contact is it? I need its id.',
    );
    expect((await talk.say('c-bob')).calls[0]?.input).toEqual({ contactId: 'c-bob' });
  });
});

describe('two records', () => {
  const tools = {
    ...contactTools(),
    'contacts_complete-task': {
      properties: { contactId: text, taskId: text },
      required: ['contactId', 'taskId'],
      hints: { title: 'Complete a task' },
    },
    'contacts_get-all-tasks': {
      properties: { contactId: text, cursor: text },
      required: ['contactId'],
      hints: reads,
      answer: () => ({ tasks: [{ id: 't_1', title: 'Call Bob' }], cursor: null }),
    },
  };
  const completed = {
    name: 'contacts_complete-task',
    input: { contactId: bob.id, taskId: 't_1' },
  };

  it('are looked up one after the other, the second by the id of the first', async () => {
    const talk = startTalk(tools);
    const shown = await talk.say('complete the task Call Bob of Bob Stone');
    expect(shown.calls).toEqual([
      search('Bob Stone'),
      { name: 'contacts_get-all-tasks', input: { contactId: bob.id } },
    ]);
    expect(shown.reply).toContain('- **Contact:** Bob Stone\n- **Task:** Call Bob');
    const last = await talk.say('yes');
    expect(last.calls).toEqual([completed]);
    expect(last.reply).toContain('Complete a task: **Call Bob**');
  });

  it('are asked for one at a time', async () => {
    const talk = startTalk(tools);
    expect((await talk.say('complete a task')).reply).toContain('Which contact is it? A name');
    expect((await talk.say('Bob Stone')).reply).toContain('Which task is it? A name');
    await talk.say('call bob');
    expect((await talk.say('yes')).calls).toEqual([completed]);
  });
});

describe('content for a record', () => {
  it('is what follows the colon, dates and all', async () => {
    const talk = start();
    await talk.say('add a note to Lina Rosalex: called her, wants a quote tomorrow');
    expect((await talk.say('yes')).calls).toEqual([
      {
        name: 'contacts_create-note',
        input: { contactId: lina.id, body: 'called her, wants a quote tomorrow' },
      },
    ]);
  });

  it('is told from the person and the date around it', async () => {
    const talk = start();
    await talk.say('create a task for Bob Stone to call him tomorrow at 3pm');
    expect((await talk.say('yes')).calls).toEqual([
      {
        name: 'contacts_create-task',
        input: { contactId: bob.id, title: 'call him', dueDate: '2026-11-24T15:00:00Z' },
      },
    ]);
  });

  it('is asked for when the message only says what it is about', async () => {
    const talk = start();
    const asked = await talk.say('add a note about the meeting to Lina Rosalex');
    expect(asked.reply).toBe('What should it say?');
    expect((await talk.say('Call Bob, she said')).reply).toContain('**Body:** Call Bob, she said');
  });

  it('goes into a list up to the preposition', async () => {
    const talk = start();
    await talk.say('add tags hot lead, new to Bob Stone');
    expect((await talk.say('yes')).calls[0]?.input).toEqual({
      contactId: bob.id,
      tags: ['hot lead', 'new'],
    });
  });
});
