import { randomBytes } from 'node:crypto';

/** Base 36 digits of epoch milliseconds, enough until the year 5188. */
const timeDigits = 9;
const randomBytesCount = 10;

/** An unguessable id; of two, the one made later sorts later (within a millisecond: by chance). */
export function createCrmRecordId(epochMs: number): string {
  const time = epochMs.toString(36).padStart(timeDigits, '0');
  return `${time}${randomBytes(randomBytesCount).toString('hex')}`;
}
