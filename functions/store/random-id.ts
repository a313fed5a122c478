import { randomBytes } from 'node:crypto';

/** Bits of chance in an id: nobody guesses 128. */
const idBytes = 16;
const secretBytes = 32;

/** An id that cannot be guessed, such as `ses_0PZ8…`. */
export const randomId = (prefix: string): string =>
  `${prefix}_${randomBytes(idBytes).toString('base64url')}`;

/** A secret for an API key, shown once: the prefix and 256 random bits. */
export const randomSecret = (prefix: string): string =>
  `${prefix}${randomBytes(secretBytes).toString('base64url')}`;
