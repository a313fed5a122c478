import { AppError } from '../../app-error.ts';
import type { ContactRow } from './contact-rows.ts';

/**
 * Every contact has a name and a way to reach it; a CRM full of neither is of no use to anybody.
 *
 * @throws AppError malformed_request saying what to ask for
 */
export function requireReachable(row: ContactRow): ContactRow {
  if (!row.name) {
    throw new AppError('malformed_request', {
      detail: 'A contact needs a name. Ask for the first name.',
    });
  }
  if (!row.email && !row.phone) {
    throw new AppError('malformed_request', {
      detail: 'A contact needs a phone number or an e-mail address. Ask for one of them.',
    });
  }
  return row;
}
