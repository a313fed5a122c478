import { describe, expect, it } from 'vitest';
import { contactTools } from './support/contact-tools.ts';
import { sayAll, startTalk } from './support/converse.ts';

const start = () => startTalk(contactTools());

describe('a message without a request', () => {
  it.each(['hello', 'Hi there', 'hola', 'Good morning!'])('%j is greeted', async (greeting) => {
    const { reply } = await start().say(greeting);
    expect(reply).toMatch(/built-in assistant|asistente integrado/);
    expect(reply).toContain('- **Create contact**');
  });

  it.each(['help', 'what can you do?', '¿qué puedes hacer?', 'how much does a call cost?'])(
    '%j is answered with every tool and its price',
    async (question) => {
      const { reply } = await start().say(question);
      expect(reply).toContain('- **Place a call** (1 token)');
      expect(reply).toContain('- **Token balance**');
    },
  );

  it.each([
    ['thanks!', "You're welcome"],
    ['muchas gracias', '¡De nada!'],
    ['yes', 'nothing waiting for a yes'],
    ['sí', 'nada pendiente'],
    ['cancel', 'nothing to cancel'],
    ['no', 'What would you like to do next?'],
  ])('%j is answered with %j', async (message, reply) => {
    expect((await start().say(message)).reply).toContain(reply);
  });

  it('that is not understood is answered with what it can do, and no tool is called', async () => {
    const { reply, calls } = await start().say('I like pizza on rainy days');
    expect(reply).toContain('I am not sure what you would like to do.');
    expect(calls).toEqual([]);
  });

  it('is answered honestly in a session without tools', async () => {
    expect((await startTalk({}).say('create contact Lina')).reply).toContain('no tools');
  });
});

describe('the balance', () => {
  it.each([
    ['how many tokens do I have?', 'You have **97 tokens**.'],
    ["what's my balance", 'You have **97 tokens**.'],
    ['¿cuántos tokens me quedan?', 'Tienes **97 tokens**.'],
    ['ver mi saldo', 'Tienes **97 tokens**.'],
  ])('is read from a tool for %j', async (question, reply) => {
    const answer = await start().say(question);
    expect(answer.calls).toEqual([{ name: 'tokens_get-balance', input: {} }]);
    expect(answer.reply).toContain(reply);
  });
});

describe('two tools that fit as well as each other', () => {
  const tools = {
    'a_send-report': { hints: { title: 'Send report by post', isReadOnly: true } },
    'b_send-report': { hints: { title: 'Send report by fax', isReadOnly: true } },
  };

  it('are both named, and the answer decides', async () => {
    const talk = startTalk(tools);
    const asked = await talk.say('send the report');
    expect(asked.calls).toEqual([]);
    expect(asked.reply).toContain('1. **Send report by post**\n2. **Send report by fax**');
    expect((await talk.say('fax')).calls).toEqual([{ name: 'b_send-report', input: {} }]);
  });

  it('are left alone after "no"', async () => {
    const last = await sayAll(startTalk(tools), 'send the report', 'no');
    expect(last).toMatchObject({ calls: [] });
    expect(last.reply).toContain('Cancelled');
  });
});

describe('a question in the middle of a task', () => {
  it('about prices is answered, and the task goes on', async () => {
    const talk = start();
    await talk.say('create contact Lina Rosalex 8135551234');
    const reply = (await talk.say('how much does it cost?')).reply;
    expect(reply).toContain('(1 token)');
    expect(reply).toContain("What is Lina Rosalex's e-mail address?");
    expect((await talk.say('lina@example.com')).reply).toContain('Shall I go ahead?');
  });

  it('about the balance takes the place of the task', async () => {
    const talk = start();
    await talk.say('create contact Lina Rosalex');
    expect((await talk.say('what is my balance?')).calls).toHaveLength(1);
  });
});
