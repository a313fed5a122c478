import { describe, expect, it } from 'vitest';
import { contactTools } from './support/contact-tools.ts';
import { sayAll, startTalk } from './support/converse.ts';

const start = () => startTalk(contactTools());
const created = {
  name: 'contacts_create-contact',
  input: {
    firstName: 'Lina',
    lastName: 'Rosalex',
    phone: '+18135551234',
    email: 'lina@example.com',
  },
};
const question = "What is Lina Rosalex's phone number and e-mail address?";
const shown = `I'll create this contact:

- **Name:** Lina Rosalex
- **Phone:** +18135551234
- **Email:** lina@example.com

Shall I go ahead? (yes / no)`;

describe('creating a contact', () => {
  it('takes three messages: asks for what is missing, shows what it will do, creates', async () => {
    const talk = start();

    const first = await talk.say('create contact Lina Rosalex');
    expect(first.reply).toContain(question);
    expect(first.calls).toEqual([]);

    const second = await talk.say('8135551234 lina@example.com');
    expect(second).toEqual({ reply: shown, calls: [] });

    const third = await talk.say('yes');
    expect(third.calls).toEqual([created]);
    expect(third.reply).toContain('✅ Contact created: **Lina Rosalex**');
    expect(third.reply).toContain('lina@example.com');
  });

  it('takes two messages when the first one says everything', async () => {
    const talk = start();
    const first = await talk.say(
      'Please create a contact for lina rosalex, phone (813) 555-1234, email lina@example.com',
    );
    expect(first).toEqual({ reply: shown, calls: [] });
    expect((await talk.say('go ahead')).calls).toEqual([created]);
  });

  it('speaks Spanish to whoever writes Spanish', async () => {
    const talk = start();
    expect((await talk.say('crear contacto Lina Rosalex')).reply).toContain(
      '¿Cuáles son el número de teléfono y el correo electrónico de Lina Rosalex?',
    );
    const second = await talk.say('8135551234 lina@example.com');
    expect(second.reply).toContain('Voy a crear este contacto:');
    const third = await talk.say('sí');
    expect(third.calls).toEqual([created]);
    expect(third.reply).toContain('✅ Contacto creado: **Lina Rosalex**');
  });

  it('asks only for the e-mail address when the phone number is known', async () => {
    const { reply } = await start().say('create contact Lina Rosalex 8135551234');
    expect(reply).toContain("What is Lina Rosalex's e-mail address?");
  });

  it('asks for the name first, then for how to reach the person', async () => {
    const talk = start();
    expect((await talk.say('create contact')).reply).toContain(
      'What are the name, phone number and e-mail address?',
    );
    expect((await talk.say('Lina Rosalex')).reply).toContain(question);
    await talk.say('8135551234 lina@example.com');
    expect((await talk.say('yes')).calls).toEqual([created]);
  });

  it.each(['skip', 'no email', 'I do not have it', 'none'])(
    'leaves optional details out after %j',
    async (answer) => {
      const last = await sayAll(start(), 'create contact Lina Rosalex 8135551234', answer);
      expect(last.reply).toContain('- **Phone:** +18135551234\n\nShall I go ahead?');
    },
  );

  it('says what is wrong with an answer, asks again, and moves on after "skip"', async () => {
    const talk = start();
    await talk.say('create contact Lina Rosalex');
    const bad = await talk.say('8135 lina@example');
    expect(bad.reply).toContain(
      'That does not look like a valid phone number or e-mail address. What is Lina',
    );
    expect((await talk.say('skip')).reply).toContain('- **Name:** Lina Rosalex\n\nShall');
  });

  it('keeps the good half of an answer', async () => {
    const talk = start();
    await talk.say('create contact Lina Rosalex');
    const half = await talk.say('8135551234 lina@example');
    expect(half.reply).toContain('valid e-mail address. What is Lina Rosalex');
    expect((await talk.say('lina@example.com')).reply).toBe(shown);
  });

  it('takes company, place and tags along', async () => {
    const { reply } = await start().say(
      'Hi, add a new contact María de la Cruz at Acme Tools in Tampa, Florida, maria@acme.com, +34 600 123 456, tags vip and hot lead',
    );
    expect(reply.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- **Name:** María de la Cruz',
      '- **Phone:** +34600123456',
      '- **Email:** maria@acme.com',
      '- **Company:** Acme Tools',
      '- **City:** Tampa',
      '- **State:** Florida',
      '- **Tags:** vip, hot lead',
    ]);
  });
});

describe('the confirmation of a free write', () => {
  const shownTalk = async () => {
    const talk = start();
    await talk.say('create contact Lina Rosalex 8135551234 lina@example.com');
    return talk;
  };

  it.each([
    ['change the email to new@example.com', '- **Email:** new@example.com'],
    ['no, phone is 305 555 9999', '- **Phone:** +13055559999'],
    ['yes, but change the name to Lina Marie Rosalex', '- **Name:** Lina Marie Rosalex'],
    ['new@example.com', '- **Email:** new@example.com'],
    ['set the city to Miami', '- **City:** Miami'],
  ])('is shown again after the correction %j', async (correction, line) => {
    const talk = await shownTalk();
    const again = await talk.say(correction);
    expect(again.calls).toEqual([]);
    expect(again.reply).toContain(line);
    expect(again.reply).toContain('Shall I go ahead?');
    expect((await talk.say('yes')).calls).toHaveLength(1);
  });

  it.each(['no', 'cancel', 'stop', 'nevermind', 'cancelar', 'no gracias'])(
    'ends with %j, and a later yes does nothing',
    async (refusal) => {
      const talk = await shownTalk();
      expect((await talk.say(refusal)).reply).toMatch(/^Cancel/);
      expect((await talk.say('yes')).calls).toEqual([]);
    },
  );

  it.each(['yesterday was nice', 'maybe', 'hmm', 'is that right?'])(
    'is asked again after %j',
    async (unclear) => {
      const talk = await shownTalk();
      const again = await talk.say(unclear);
      expect(again.calls).toEqual([]);
      expect(again.reply).toContain('Please answer yes or no');
      expect((await talk.say('yes please')).calls).toEqual([created]);
    },
  );

  it('is abandoned for a new request', async () => {
    const talk = await shownTalk();
    expect((await talk.say('how many tokens do I have?')).calls).toEqual([
      { name: 'tokens_get-balance', input: {} },
    ]);
    expect((await talk.say('yes')).reply).toContain('nothing waiting');
  });

  it('is replaced by the next contact, not corrected with its details', async () => {
    const talk = await shownTalk();
    await talk.say('create contact Bob Jones bob@example.com 8135550000');
    expect((await talk.say('yes')).calls[0]?.input).toMatchObject({
      firstName: 'Bob',
      email: 'bob@example.com',
    });
  });
});
