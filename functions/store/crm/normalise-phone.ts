import { AppError } from '../../app-error.ts';

const phoneText = /^\+?[\d\s().\-/]+$/;
/** E.164 numbers have at most 15 digits; fewer than 7 are no telephone number anywhere. */
const internationalDigits = /^[1-9]\d{6,14}$/;
const nationalDigits = /^\d{7,15}$/;
/** Area code and exchange in North America both start with 2 to 9. */
const northAmericanDigits = /^1?([2-9]\d{2}[2-9]\d{6})$/;
const northAmericanCountries = /^(|us|usa|united states|ca|can|canada)$/i;

/**
 * E.164 where it can be told: `+` or `00` in front, or a North American number of a contact whose
 * country is that or unknown. Other national numbers keep their digits, as no rule says which
 * country's they are.
 *
 * @throws AppError malformed_request when it is not a phone number
 */
export function normalisePhone(text: string, country = ''): string {
  const trimmed = text.trim();
  const digits = trimmed.replace(/\D/g, '');
  if (phoneText.test(trimmed)) {
    if (trimmed.startsWith('+') && internationalDigits.test(digits)) return `+${digits}`;
    if (trimmed.startsWith('00') && internationalDigits.test(digits.slice(2))) {
      return `+${digits.slice(2)}`;
    }
    const northAmerican = northAmericanDigits.exec(digits)?.[1];
    if (northAmerican && northAmericanCountries.test(country.trim())) return `+1${northAmerican}`;
    if (!trimmed.startsWith('+') && nationalDigits.test(digits)) return digits;
  }
  throw new AppError('malformed_request', {
    detail: 'That is not a valid phone number. Ask for it again, with the country code.',
  });
}
