import { describe, expect, it } from 'vitest';
import {
  closeOpenParts,
  hasActed,
  hasSubstance,
  isWaiting,
  toHistory,
} from '../../../functions/turn/turn-history.ts';
import { buildTurn, textPart, toolParts } from '../../support/api-turns.ts';

const states = Object.values(toolParts);
const statesWhere = (holds: (parts: [(typeof states)[number]]) => boolean) =>
  states.filter((part) => holds([part])).map(({ state }) => state);

describe('the history of a conversation', () => {
  it('is each message and its reply, in their order', () => {
    const history = toHistory([
      buildTurn({ messageId: 'm-1', text: 'one', replyJson: JSON.stringify([textPart('first')]) }),
      buildTurn({ messageId: 'm-2', text: 'two', replyJson: JSON.stringify([textPart('second')]) }),
    ]);
    expect(history.map(({ id, role }) => [id, role])).toEqual([
      ['m-1', 'user'],
      ['m-1:reply', 'assistant'],
      ['m-2', 'user'],
      ['m-2:reply', 'assistant'],
    ]);
    expect(history[2]?.parts).toEqual([{ type: 'text', text: 'two' }]);
    expect(history[3]?.parts).toEqual([textPart('second')]);
  });

  it.each([
    ['runs', buildTurn()],
    ['failed', buildTurn({ status: 'failed', outcome: 'failed' })],
    ['said nothing', buildTurn({ status: 'ended', replyJson: '[]' })],
  ])('leaves out a turn that %s', (_, turn) => {
    expect(toHistory([turn])).toEqual([]);
  });

  it('leaves no tool call open: the model could not go on', () => {
    const replyJson = JSON.stringify(states);
    const [, reply] = toHistory([buildTurn({ status: 'waiting', replyJson })]);
    const after = reply?.parts.map((part) => part.type === 'dynamic-tool' && part.state);
    expect(new Set(after)).toEqual(new Set(['output-available', 'output-error', 'output-denied']));
  });
});

describe('closing the open parts of a reply', () => {
  it('denies a card that nobody answered', () => {
    expect(closeOpenParts([toolParts['approval-requested']])).toEqual([
      {
        ...toolParts['approval-requested'],
        state: 'output-denied',
        approval: {
          id: 'approval-1',
          descriptor: expect.any(Object),
          approved: false,
          reason: 'The user went on without approving.',
        },
      },
    ]);
  });

  it.each(['input-streaming', 'input-available', 'approval-responded'] as const)(
    'says of a call in the state %s that it was cut short',
    (state) => {
      const [closed] = closeOpenParts([toolParts[state]]);
      expect(closed).toMatchObject({ state: 'output-error', errorText: expect.any(String) });
      expect(closed).not.toHaveProperty('approval');
    },
  );

  it.each(['output-available', 'output-error', 'output-denied'] as const)(
    'leaves a call in the state %s as it is',
    (state) => {
      expect(closeOpenParts([toolParts[state]])).toEqual([toolParts[state]]);
    },
  );

  it('ends a text that was cut off', () => {
    const streaming = { type: 'text', text: 'Once upon', state: 'streaming' } as const;
    expect(closeOpenParts([streaming])).toEqual([{ ...streaming, state: 'done' }]);
  });

  it('changes nothing more when it is done twice', () => {
    const once = closeOpenParts(states);
    expect(closeOpenParts(once)).toEqual(once);
  });
});

describe('what a reply holds', () => {
  it('may have acted once a call has begun to run', () => {
    expect(statesWhere(hasActed)).toEqual([
      'input-available',
      'approval-responded',
      'output-available',
      'output-error',
    ]);
  });

  it('waits exactly if a card is open', () => {
    expect(statesWhere(isWaiting)).toEqual(['approval-requested']);
    expect(isWaiting([textPart('Shall I?')])).toBe(false);
  });

  it.each([
    [[], false],
    [[textPart('')], false],
    [[textPart(' \n')], false],
    [[{ type: 'step-start' as const }], false],
    [[textPart('x')], true],
    [[toolParts['output-available']], true],
  ])('%j has substance: %s', (parts, expected) => {
    expect(hasSubstance(parts)).toBe(expected);
  });
});
