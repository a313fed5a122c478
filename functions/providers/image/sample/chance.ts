import { createHash } from 'node:crypto';

/** A number from 0 up to 1, another one each time. */
export type Chance = () => number;

/** Chance that follows from a text: the same text has the same numbers in the same order. */
export function createChance(text: string): Chance {
  let block = createHash('sha256').update(text).digest();
  let offset = 0;
  return () => {
    if (offset === block.length) {
      block = createHash('sha256').update(block).digest();
      offset = 0;
    }
    const value = block.readUInt32BE(offset);
    offset += 4;
    return value / 2 ** 32;
  };
}
