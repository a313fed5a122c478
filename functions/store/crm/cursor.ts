import * as z from 'zod';
import { AppError } from '../../app-error.ts';

const cursorSchema = z.strictObject({ after: z.string().min(1).max(300) });

/** Where a page ended, as one opaque word. */
export const encodeCursor = (after: string): string =>
  Buffer.from(JSON.stringify({ after })).toString('base64url');

/**
 * The sort key a cursor stands for. The partition never comes from a cursor, and a sort key
 * outside `prefix` is refused, so a made-up cursor reads nothing it should not.
 *
 * @throws AppError malformed_request when it is not one of ours
 */
export function decodeCursor(cursor: string, prefix: string): string {
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    const { after } = cursorSchema.parse(JSON.parse(text));
    if (after.startsWith(prefix)) return after;
  } catch (cause) {
    throw invalidCursor(cause);
  }
  throw invalidCursor();
}

const invalidCursor = (cause?: unknown) =>
  new AppError('malformed_request', {
    detail: 'The cursor is not valid. Leave it out to start from the first page.',
    cause,
  });
