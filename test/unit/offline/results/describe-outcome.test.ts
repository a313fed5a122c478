import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { phrasesEn } from '../../../../functions/agent/offline/language/phrases-en.ts';
import { phrasesEs } from '../../../../functions/agent/offline/language/phrases-es.ts';
import { describeOutcome } from '../../../../functions/agent/offline/results/describe-outcome.ts';
import { reads, toProfile, type MadeUpTool } from '../support/made-up-tools.ts';

interface Case {
  readonly tool?: string;
  readonly madeUp?: MadeUpTool;
  readonly input?: JSONObject;
  readonly value: JSONValue;
  readonly targetName?: string;
}

const tell = ({ tool = 'get_contacts', madeUp = { hints: reads }, ...rest }: Case) =>
  describeOutcome(
    {
      tool: toProfile(tool, madeUp),
      input: rest.input ?? {},
      outcome: { kind: 'done', value: rest.value },
      targetName: rest.targetName ?? null,
    },
    phrasesEn,
  );

describe('the answer of a reading tool', () => {
  it('is a table of its most telling fields, at most ten rows', () => {
    const contacts = Array.from({ length: 12 }, (_, index) => ({
      id: `c_${index}`,
      firstName: 'Lina',
      lastName: `Number ${index}`,
      dateAdded: '2026-01-01',
      email: `lina${index}@example.com`,
    }));
    const lines = tell({ value: { contacts, total: 30 } }).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'I found 30 contacts:',
      '',
      '| Name | Email | Date added |',
      '| --- | --- | --- |',
      '| Lina Number 0 | lina0@example.com | 2026-01-01 |',
    ]);
    expect(lines.filter((line) => line.startsWith('| Lina'))).toHaveLength(10);
    expect(lines.at(-1)).toBe('… and 20 more');
  });

  it('names the id of a picture, which a post takes, and no address that would be cut', () => {
    const url = `https://media.example.com/img_1?signature=${'a'.repeat(120)}`;
    const picture = { imageId: 'img-1', url, source: 'a sample', postId: 'p-1' };
    const shown = tell({ tool: 'generate_image', madeUp: {}, value: picture });
    expect(shown).toContain('- **Image id:** img-1');
    expect(shown).not.toContain('example.com');
    expect(shown).not.toContain('p-1');
    expect(
      tell({ tool: 'generate_image', madeUp: {}, value: { url: 'https://a.example/1' } }),
    ).toContain('https://a.example/1');
  });

  it.each<[JSONValue, string]>([
    [{ contacts: [] }, 'I found no contacts.'],
    [['a', 'b'], 'I found 2 contacts:\n\n- a\n- b'],
    [[{ id: 'c_1' }], 'I found 1 contact:\n\n| Id |\n| --- |\n| c_1 |'],
    ['', 'Nothing came back.'],
    [null, 'Nothing came back.'],
    [{}, 'Nothing came back.'],
    ['All quiet.', 'All quiet.'],
    [{ text: 'One.\nTwo.' }, 'One.\nTwo.'],
  ])('%j reads %j', (value, text) => {
    expect(tell({ value })).toBe(text);
  });

  it('about one record is its name and its facts', () => {
    const contact = {
      id: 'c_1',
      name: 'Lina Rosalex',
      email: 'lina@example.com',
      tags: ['vip', 'new'],
      isCustomer: true,
      createdAt: '2026-01-01T00:00:00Z',
      lastCall: '2026-11-01T15:30:00Z',
      note: null,
    };
    expect(tell({ tool: 'get_contact', value: { contact } })).toBe(
      [
        '**Lina Rosalex**\n',
        '- **Email:** lina@example.com',
        '- **Tags:** vip, new',
        '- **Is customer:** yes',
        '- **Last call:** 2026-11-01 15:30 UTC',
      ].join('\n'),
    );
  });

  it('about the balance says how many tokens there are', () => {
    const told = tell({ tool: 'tokens_get-balance', value: { available: 1, plan: 'free' } });
    expect(told).toBe('You have **1 token**.\n\n- **Plan:** free');
  });

  it('cannot bring links, pictures or tables of its own', () => {
    const told = tell({ value: [{ name: '[x](https://evil.example) | <b>`*' }] });
    expect(told).toContain('\\[x\\](https://evil.example) \\| \\<b\\>\\`\\*');
  });
});

describe('the answer of a writing tool', () => {
  const input = { firstName: 'Lina', lastName: 'Rosalex', phone: '813' };
  const create = { tool: 'create_contact', madeUp: {}, input };

  it('names what was created, with the values that the answer tells', () => {
    const told = tell({ ...create, value: { contact: { id: 'c_1', ...input, phone: '+1813' } } });
    expect(told).toBe('✅ Contact created: **Lina Rosalex**\n\n- **Phone:** +1813');
  });

  it.each<JSONValue>(['Created.', { ok: true }, null])(
    'is told from what was asked for when it says no more than %j',
    (value) => {
      expect(tell({ ...create, value })).toBe(
        '✅ Contact created: **Lina Rosalex**\n\n- **Phone:** 813',
      );
    },
  );

  it('names the record that was looked up', () => {
    const told = tell({
      tool: 'delete_contact',
      madeUp: {},
      input: { contactId: 'c_1' },
      value: { deleted: true },
      targetName: 'Lina Rosalex',
    });
    expect(told).toBe('✅ Contact deleted: **Lina Rosalex**');
  });

  it('of a telling verb is told by its title and what it answered', () => {
    const madeUp = { hints: { title: 'Place a call' } };
    const value = { status: 'queued', callId: 'x' };
    expect(tell({ tool: 'outbound_call', madeUp, input: {}, value })).toBe(
      '✅ Done: Place a call.\n\n- **Status:** queued',
    );
  });
});

describe('a call that did nothing', () => {
  const call = { tool: toProfile('create_contact'), input: {}, targetName: null };

  it.each([
    [
      { kind: 'failed', reason: 'No *such* field' } as const,
      '"Create contact" did not work: No \\*such\\* field',
    ],
    [{ kind: 'failed', reason: null } as const, '"Create contact" did not work.'],
    [{ kind: 'denied' } as const, 'I did not do it: Create contact.'],
  ])('is told as it is: %j', (outcome, text) => {
    const told = describeOutcome({ ...call, outcome }, phrasesEn);
    expect(told).toContain(text);
    expect(told).not.toContain('✅');
    expect(describeOutcome({ ...call, outcome }, phrasesEs)).not.toContain('✅');
  });
});
