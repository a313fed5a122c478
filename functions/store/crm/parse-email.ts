import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { normaliseEmail } from '../normalise-email.ts';
import { crmLimits } from './crm-limits.ts';

const emailSchema = z.email().max(crmLimits.emailCharacters);

/**
 * One spelling for each address: `" Lina@Example.com "` and `lina@example.com` are one person.
 *
 * @throws AppError malformed_request when it is not an e-mail address
 */
export function parseEmail(text: string): string {
  const parsed = emailSchema.safeParse(normaliseEmail(text));
  if (parsed.success) return parsed.data;
  throw new AppError('malformed_request', {
    detail: 'That is not a valid e-mail address. Ask for it again.',
  });
}
