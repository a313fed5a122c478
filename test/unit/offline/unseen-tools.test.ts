import { describe, expect, it } from 'vitest';
import { sayAll, startTalk } from './support/converse.ts';
import { email, reads, text, time, type MadeUpTools } from './support/made-up-tools.ts';

/** Tools of a shop: other names, other styles of naming, and hardly any hints. */
const shop: MadeUpTools = {
  get_weather: {
    description: 'Current weather for a city',
    properties: { location: text, units: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['location'],
    hints: reads,
    answer: ({ location }) => ({ location, temperature: 25, conditions: 'Sunny' }),
  },
  create_invoice: {
    description: 'Create an invoice for a customer',
    properties: {
      customer: { type: 'object', properties: { name: text, email }, required: ['name', 'email'] },
      amount: { type: 'number', minimum: 1 },
      dueDate: { type: 'string', format: 'date' },
    },
    required: ['customer', 'amount'],
  },
  bookAppointment: {
    description: 'Books an appointment in the calendar',
    properties: { title: text, startTime: time, attendees: { type: 'array', items: email } },
    required: ['title', 'startTime'],
    hints: { title: 'Book appointment' },
  },
  send_email: {
    description: 'Sends an e-mail',
    properties: { to: email, subject: text, body: text },
    required: ['to', 'subject', 'body'],
    hints: { title: 'Send e-mail', needsApproval: true, tokens: 2 },
    answer: () => 'sent',
  },
  list_orders: {
    description: 'Lists orders',
    properties: {
      status: { anyOf: [{ type: 'string', enum: ['open', 'shipped'] }, { type: 'null' }] },
    },
    hints: reads,
    answer: () => ({ orders: [{ id: 'o1', number: 7, status: 'open' }] }),
  },
  cancel_order: {
    properties: { order_id: text },
    required: ['order_id'],
    hints: { needsApproval: true },
    answer: () => ({ isError: true, text: 'The order is shipped already' }),
  },
};

/** Tools of the outreach kind: priced, in lots, with lists of allowed values. */
const outreach: MadeUpTools = {
  collect_businesses: {
    description: 'Collects business leads of a category in a place.',
    properties: {
      category: text,
      city: text,
      state: text,
      count: { type: 'integer', minimum: 1, maximum: 200 },
    },
    required: ['category', 'city', 'count'],
    hints: { title: 'Collect leads', needsApproval: true, tokens: 20 },
  },
  publish_post: {
    description: 'Publishes a post now.',
    properties: {
      content: text,
      platforms: { type: 'array', items: { type: 'string', enum: ['facebook', 'instagram'] } },
    },
    required: ['content', 'platforms'],
    hints: { title: 'Publish a post', needsApproval: true, tokens: 10 },
  },
  schedule_post: {
    description: 'Schedules a post for later.',
    properties: {
      content: text,
      platforms: { type: 'array', items: { type: 'string', enum: ['facebook', 'instagram'] } },
      scheduledAt: time,
    },
    required: ['content', 'platforms', 'scheduledAt'],
    hints: { title: 'Schedule a post', needsApproval: true, tokens: 10 },
  },
  write_post: {
    description: 'Drafts the text of a post about a topic.',
    properties: { topic: text },
    required: ['topic'],
    hints: { title: 'Write a post', isReadOnly: true },
    answer: () => ({ text: 'Spring is here.\nCome and see!' }),
  },
};

describe('tools that were never seen', () => {
  it.each<[MadeUpTools, string, string, object]>([
    [shop, "what's the weather in Madrid?", 'get_weather', { location: 'Madrid' }],
    [shop, '¿Qué clima hace en Madrid?', 'get_weather', { location: 'Madrid' }],
    [shop, 'show open orders', 'list_orders', { status: 'open' }],
    [shop, 'muestra los pedidos', 'list_orders', {}],
    [shop, 'cancel order ord_12345', 'cancel_order', { order_id: 'ord_12345' }],
    [
      outreach,
      'collect 100 dentists in Tampa, Florida',
      'collect_businesses',
      { category: 'dentists', city: 'Tampa', state: 'Florida', count: 100 },
    ],
    [
      outreach,
      'get me 50 plumber leads in Miami FL',
      'collect_businesses',
      { category: 'plumber', city: 'Miami', state: 'Florida', count: 50 },
    ],
    [
      outreach,
      'publish on instagram: "We are open!"',
      'publish_post',
      { content: 'We are open!', platforms: ['instagram'] },
    ],
    [
      outreach,
      'programa una publicación para mañana a las 5 de la tarde en facebook: Gran oferta',
      'schedule_post',
      { content: 'Gran oferta', platforms: ['facebook'], scheduledAt: '2026-11-24T17:00:00Z' },
    ],
    [
      outreach,
      'schedule a post for next friday at noon on facebook and instagram: Big sale!',
      'schedule_post',
      {
        content: 'Big sale!',
        platforms: ['facebook', 'instagram'],
        scheduledAt: '2026-11-27T12:00:00Z',
      },
    ],
    [outreach, 'write a post about spring cleaning', 'write_post', { topic: 'spring cleaning' }],
  ])('%# are called for %j', async (tools, message, name, input) => {
    expect((await startTalk(tools).say(message)).calls).toEqual([{ name, input }]);
  });

  it('are asked for their missing arguments with what is allowed', async () => {
    const talk = startTalk(outreach);
    expect((await talk.say('collect leads')).reply).toContain(
      'What are the category, city and count (1 to 200)?',
    );
    const { calls } = await talk.say('plumbers in Orlando, Florida, 50 of them');
    expect(calls[0]?.input).toEqual({
      category: 'plumbers',
      city: 'Orlando',
      state: 'Florida',
      count: 50,
    });
  });

  it('are not called with a number out of range', async () => {
    const talk = startTalk(outreach);
    const asked = await talk.say('collect 500 dentists in Tampa');
    expect(asked).toEqual({ reply: 'What is the count (1 to 200)?', calls: [] });
    expect((await talk.say('900')).reply).toContain('not look like a valid count');
    expect((await talk.say('90')).calls).toHaveLength(1);
  });

  it('count as writes without hints, and nested arguments are nested again', async () => {
    const talk = startTalk(shop);
    const shown = await talk.say(
      'create an invoice for Lina Rosalex, lina@example.com, $250.50 due next friday',
    );
    expect(shown.calls).toEqual([]);
    expect((await talk.say('ok')).calls[0]?.input).toEqual({
      customer: { name: 'Lina Rosalex', email: 'lina@example.com' },
      amount: 250.5,
      dueDate: '2026-11-27',
    });
  });

  it('take quoted titles, written dates and lists of addresses', async () => {
    const talk = startTalk(shop);
    await talk.say('book an appointment "Demo" on December 5 at 3pm with bob@example.com');
    expect((await talk.say('yes')).calls[0]?.input).toEqual({
      title: 'Demo',
      startTime: '2026-12-05T15:00:00Z',
      attendees: ['bob@example.com'],
    });
  });

  it('take several named values in one answer', async () => {
    const last = await sayAll(
      startTalk(shop),
      'send an email to bob@example.com',
      'Subject: hello, body: see you tomorrow',
    );
    expect(last.calls[0]?.input).toEqual({
      to: 'bob@example.com',
      subject: 'hello',
      body: 'see you tomorrow',
    });
  });

  it('that fail are said to have failed, with their reason', async () => {
    const { reply } = await startTalk(shop).say('cancel order ord_12345');
    expect(reply).toContain('❌ "Cancel order" did not work: The order is shipped already');
    expect(reply).not.toContain('✅');
  });

  it('that write texts have them shown whole', async () => {
    const { reply } = await startTalk(outreach).say('write a post about spring');
    expect(reply).toBe('Spring is here.\nCome and see!');
  });

  it('that need what no sentence can say are declined with the reason', async () => {
    const { reply, calls } = await startTalk({
      import_rows: {
        properties: { rows: { type: 'array', items: { type: 'object' } } },
        required: ['rows'],
      },
    }).say('import the rows');
    expect(reply).toContain('needs rows, which I cannot take from a message');
    expect(calls).toEqual([]);
  });
});
