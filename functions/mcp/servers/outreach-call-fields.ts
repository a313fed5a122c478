import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import { normalisePhone } from '../../store/crm/normalise-phone.ts';

export const phoneField = z
  .string()
  .trim()
  .min(1)
  .max(crmLimits.phoneCharacters)
  // `to` alone would not tell a reader of the schema what kind of text it is.
  .meta({
    format: 'phone',
    description: 'Phone number with its country code, such as +34 600 000 000.',
  });

/**
 * A number that can be called from anywhere, in E.164.
 *
 * @throws AppError `malformed_request`
 */
export function readCallablePhone(text: string): string {
  const phone = normalisePhone(text);
  if (phone.startsWith('+')) return phone;
  throw new AppError('malformed_request', {
    detail: 'The phone number needs its country code, such as +34. Ask for it.',
  });
}
