import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { sumOf } from '../sum-of.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

const collectionBytes = 3;
const elementBytes = 1;

/**
 * The size of an item in bytes by DynamoDB's published rule, which its charges go by:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 *
 * @throws TypeError for a set: the ledger writes none
 */
export function itemBytes(item: Item): number {
  return sumOf(Object.entries(item), ([name, value]) => textBytes(name) + valueBytes(value));
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L !== undefined) {
    return collectionBytes + sumOf(value.L, (element) => elementBytes + valueBytes(element));
  }
  if (value.M !== undefined) {
    return collectionBytes + itemBytes(value.M) + elementBytes * Object.keys(value.M).length;
  }
  throw new TypeError(`no size is known for ${Object.keys(value).join()}`);
}

/** One byte, one more for each two significant digits, and one for the sign of a negative. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/e.*$/i, '')
    .replaceAll(/[-+.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith('-') ? 1 : 0);
}

const textBytes = (text: string): number => Buffer.byteLength(text, 'utf8');
