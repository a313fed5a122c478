import { describe, expect, it } from 'vitest';
import { makeEvents } from '../../../functions/events/make-events.ts';
import { readChange } from '../../../functions/events/read-change.ts';
import { eventSchema, eventTypes } from '../../../shared/api/events.ts';
import {
  buildEntry,
  buildRecord,
  buildState,
  entryRecord,
  entryTime,
  stateRecord,
} from './stream-records.ts';

const eventsOf = (record: Parameters<typeof readChange>[0]) => makeEvents(readChange(record));
const typesOf = (record: Parameters<typeof readChange>[0]) =>
  eventsOf(record).map(({ type }) => type);

describe('the events of a new entry', () => {
  it('tell what it did, under an id made of account and sequence', () => {
    expect(eventsOf(entryRecord())).toEqual([
      {
        id: '7-2',
        type: 'tokens.entry',
        time: entryTime,
        accountId: '7',
        data: {
          sequence: 2,
          kind: 'charge',
          service: 'ai_chat_message',
          quantity: 1,
          tokens: -1,
          balanceAfter: 99,
          chargeId: 'charge-1',
          clientId: '15',
          reference: { messageId: 'message-1' },
          createdAt: entryTime,
        },
      },
    ]);
  });

  it('say nothing of the actor, the hashes and the keys of the item', () => {
    const text = JSON.stringify(eventsOf(entryRecord()));
    for (const secret of ['key:1', 'hash of entry 1', buildEntry().hash, 'RECENT#', 'ENTRY#']) {
      expect(text).not.toContain(secret);
    }
  });

  it('name what an entry lacks as null', () => {
    const grant = { kind: 'grant', service: undefined, chargeId: undefined } as const;
    const [event] = eventsOf(entryRecord({ ...grant, quantity: undefined, clientId: undefined }));
    expect(event?.data).toMatchObject({
      service: null,
      quantity: null,
      chargeId: null,
      clientId: null,
    });
  });

  it('say separately that delivered work was not paid', () => {
    const reference = { owed: 20 };
    const record = entryRecord({ kind: 'uncollected', tokens: 0, reference });
    expect(eventsOf(record)).toMatchObject([
      { id: '7-2', type: 'tokens.entry' },
      { id: '7-2-uncollected', type: 'tokens.uncollected', data: { reference } },
    ]);
  });

  it('are none for an entry that was changed or removed', () => {
    const item = { pk: 'ACCOUNT#7', sk: 'ENTRY#000000000002', ...buildEntry() };
    expect(typesOf(buildRecord({ before: item, after: item }))).toEqual([]);
    expect(typesOf(buildRecord({ before: item }))).toEqual([]);
  });
});

describe('the events of an account that runs low', () => {
  it.each([
    ['ok', 'low', 24],
    ['low', 'critical', 9],
    ['critical', 'empty', 0],
    ['ok', 'empty', 0],
  ] as const)('announce the step from %s to %s', (before, level, available) => {
    const after = { version: 9, available, alertedLevel: level };
    expect(eventsOf(stateRecord({ alertedLevel: before }, after))).toEqual([
      {
        id: `7-9-${level}`,
        type: `balance.${level}`,
        time: entryTime,
        accountId: '7',
        data: { available, plan: 'free', level, tokensPerMonth: 100 },
      },
    ]);
  });

  it.each([
    ['stays where it was announced', 'low', 'low'],
    ['is topped up', 'empty', 'low'],
    ['is well again', 'critical', 'ok'],
    ['was never low', 'ok', 'ok'],
  ] as const)('are none when it %s', (_case, before, after) => {
    expect(typesOf(stateRecord({ alertedLevel: before }, { alertedLevel: after }))).toEqual([]);
  });

  it('announce an account that runs low with its very first entries', () => {
    expect(typesOf(stateRecord(null, { available: 20, alertedLevel: 'low' }))).toEqual([
      'balance.low',
    ]);
  });

  it('announce one whose earlier state was damaged', () => {
    const before = { ...buildState(), available: null, alertedLevel: 7 };
    const after = buildState({ available: 5, alertedLevel: 'critical' });
    expect(typesOf(buildRecord({ before, after }))).toEqual(['balance.critical']);
  });
});

describe('the events of a frozen account', () => {
  const frozen = { reason: 'entry 3 does not add up', at: entryTime };

  it('say why, once', () => {
    expect(eventsOf(stateRecord({}, { version: 4, frozen }))).toMatchObject([
      {
        id: '7-4-frozen',
        type: 'account.frozen',
        data: { reason: frozen.reason, frozenAt: frozen.at },
      },
    ]);
    expect(typesOf(stateRecord({ frozen }, { frozen }))).toEqual([]);
  });

  it('are none when it thaws', () => {
    expect(typesOf(stateRecord({ frozen }, {}))).toEqual([]);
  });
});

describe('a change of the table', () => {
  it('that is read twice makes the same events', () => {
    const records = [entryRecord(), stateRecord({}, { alertedLevel: 'low', available: 20 })];
    expect(records.map(eventsOf)).toEqual(records.map(eventsOf));
  });

  it.each(['PROFILE', 'CHARGE#abc', 'KEY#abc', 'CLIENT#15'])('to %s says nothing', (sk) => {
    const item = { pk: 'ACCOUNT#7', sk, email: 'lina@example.com' };
    expect(readChange(buildRecord({ after: item }))).toEqual({ kind: 'other' });
  });

  it.each([
    ['an entry without amount', 'ENTRY#000000000002', { ...buildEntry(), tokens: undefined }],
    ['a state without balance', 'STATE', { ...buildState(), available: null }],
  ])('that is %s is named by its key', (_case, sk, item) => {
    const key = { pk: 'ACCOUNT#7', sk };
    const change = readChange(buildRecord({ after: { ...item, ...key } }));
    expect(change).toMatchObject({ kind: 'unreadable', key });
    expect(makeEvents(change)).toEqual([]);
  });

  it.each([
    ['without content', {}],
    ['without keys', { eventName: 'INSERT', dynamodb: { NewImage: { pk: { S: 'a' } } } }],
    ['with keys of another kind', { dynamodb: { Keys: { pk: { N: '1' }, sk: { N: '1' } } } }],
  ] as const)('%s is unreadable, and stops nothing', (_case, record) => {
    expect(readChange(record)).toMatchObject({ kind: 'unreadable', key: null });
  });
});

describe('the table of events', () => {
  it('holds every event that there is', () => {
    const options = eventSchema.options.map((option) => option.shape.type.value);
    expect(options.toSorted()).toEqual(Object.keys(eventTypes).toSorted());
  });

  it('fits what is made', () => {
    const frozen = { reason: 'drift', at: entryTime };
    const made = [
      ...eventsOf(entryRecord({ kind: 'uncollected', tokens: 0 })),
      ...eventsOf(stateRecord({}, { available: 0, alertedLevel: 'empty', frozen })),
    ];
    expect(made).toHaveLength(4);
    for (const event of made) expect(eventSchema.parse(event)).toEqual(event);
  });
});
