import { expect, it } from 'vitest';
import { applyUpdate } from '../simulator/database/apply-update.ts';
import { holdsCondition } from '../simulator/database/holds-condition.ts';
import type { Item } from '../simulator/database/item.ts';
import { createOperands } from '../simulator/database/operands.ts';
import { parseCondition } from '../simulator/database/parse-condition.ts';

const key = { pk: 'ACCOUNT#7', sk: 'STATE' };
const state: Item = { ...key, version: 3, available: 40, status: 'open' };
const values = { ':three': 3, ':number': 'N', ':spent': 50, ':open': 'open', ':one': 1 };

function holds(expression: string, item: Item | undefined): boolean {
  const operands = createOperands({
    ExpressionAttributeNames: { '#version': 'version', '#status': 'status' },
    ExpressionAttributeValues: values,
  });
  return holdsCondition(parseCondition(expression), item, operands);
}

it.each([
  ['#version = :three AND attribute_type(available, :number)', true],
  ['#version = :three AND available >= :spent', false],
  ['attribute_not_exists(pk) OR #status = :open', true],
  ['NOT #status = :open OR available >= :spent', false],
  ['NOT (#status = :open AND available >= :spent)', true],
  ['#status <> :open', false],
  ['missing <> :open', true],
  ['missing < :three', false],
  ['#status < :three', false],
  ['available BETWEEN :three AND :spent', true],
])('binds AND before OR, and NOT before both: %s is %s', (expression, expected) => {
  expect(holds(expression, state)).toBe(expected);
});

it('finds nothing in an item that is absent', () => {
  expect(holds('attribute_not_exists(pk)', undefined)).toBe(true);
  expect(holds('attribute_exists(pk) OR #version = :three', undefined)).toBe(false);
});

it.each(['#version =', '#version ~ :three', 'size(available) > :one', '(#version = :three'])(
  'refuses what it does not know: %s',
  (expression) => {
    expect(() => holds(expression, state)).toThrow(SyntaxError);
  },
);

it('refuses names and values that the request does not define', () => {
  expect(() => holds('#nobody = :three', state)).toThrow('#nobody');
  expect(() => holds('#version = :nothing', state)).toThrow(':nothing');
});

it('changes an item as its update says, reading each operand from before', () => {
  const operands = createOperands({
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: values,
  });
  const expression =
    'SET #version = #version + :one, before = #version, turns = if_not_exists(turns, :three) ' +
    'REMOVE status ADD available :one';
  const after = applyUpdate(expression, state, key, operands);
  expect(after).toEqual({ ...key, version: 4, before: 3, turns: 3, available: 41 });
});
