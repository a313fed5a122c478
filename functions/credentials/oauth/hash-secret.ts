import { createHash } from 'node:crypto';

/** What the table keeps of a random secret, so that a copy of the table helps nobody. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
