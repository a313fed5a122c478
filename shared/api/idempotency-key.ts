import * as z from 'zod';
import { limits } from '../limits.ts';

/** Chosen by the caller; the same key with the same request is carried out once, for ever. */
export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(limits.idempotencyKeyCharacters)
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'printable ASCII without spaces at the ends');
