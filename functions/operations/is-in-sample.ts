import { createHash } from 'node:crypto';

/**
 * Whether an account belongs to the sample of a day. Each day has another sample of about that
 * share of all accounts, and always the same one.
 *
 * @param day as YYYY-MM-DD
 * @param share from 0 (nobody) to 1 (everybody)
 */
export function isInSample(accountId: string, day: string, share: number): boolean {
  const draw = createHash('sha256').update(`${day}#${accountId}`).digest().readUInt32BE();
  return draw < share * 2 ** 32;
}
