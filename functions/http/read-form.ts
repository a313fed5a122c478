import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';

/**
 * The fields of an `application/x-www-form-urlencoded` text, by their names. A field that stands
 * there twice is refused: whoever signed it and whoever reads it could mean different ones.
 *
 * @throws AppError `malformed_request`
 */
export function readForm(text: string): Readonly<Record<string, string>> {
  const fields = new Map<string, string>();
  const pairs = text.split('&', limits.formFieldCount + 1).filter((pair) => pair !== '');
  if (pairs.length > limits.formFieldCount) {
    throw malformed(`The form has more than ${limits.formFieldCount} fields.`);
  }
  for (const pair of pairs) {
    const cut = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decode(pair.slice(0, cut));
    if (fields.has(name)) throw malformed('A field of the form stands there twice.');
    fields.set(name, decode(pair.slice(cut + 1)));
  }
  return Object.fromEntries(fields);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw malformed('The body is not a form in UTF-8.', cause);
  }
}

const malformed = (detail: string, cause?: unknown) =>
  new AppError('malformed_request', { detail, cause });
