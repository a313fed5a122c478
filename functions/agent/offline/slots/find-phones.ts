import type { Found } from './found.ts';

/** E.164 allows 15 digits; fewer than 8 name no subscriber anywhere. */
const mostDigits = 15;
const leastDigitsInternational = 8;
const leastDigits = 10;

/** Digits with the marks people put between them. The bound keeps the search linear. */
const candidatePattern = /(?<![\p{L}\p{N}_.])\+?\(?\d[\d\s().-]{1,28}\d(?![\p{L}\p{N}])/gu;

/** Phone numbers in E.164. Ten digits without a country are taken as North American. */
export const findPhones = (text: string): readonly Found[] =>
  candidates(text).flatMap(({ value, start, end }) => {
    const phone = toPhone(value);
    return phone === null ? [] : [{ value: phone, start, end }];
  });

/** Whether something was meant as a phone number and is none: "555-12". */
export const hasBadPhone = (text: string): boolean =>
  candidates(text).some(({ value }) => toPhone(value) === null);

/** Two numbers with a space between look like one that is too long: then each part stands alone. */
const candidates = (text: string): readonly Found[] =>
  [...text.matchAll(candidatePattern)].flatMap((match) => {
    const whole = { value: match[0], start: match.index, end: match.index + match[0].length };
    return digitsOf(match[0]).length <= mostDigits ? [whole] : splitAtSpaces(whole);
  });

const splitAtSpaces = ({ value, start }: Found): readonly Found[] =>
  [...value.matchAll(/\S+/gu)].map((part) => ({
    value: part[0],
    start: start + part.index,
    end: start + part.index + part[0].length,
  }));

const digitsOf = (text: string): string => text.replace(/\D/gu, '');

function toPhone(text: string): string | null {
  const digits = digitsOf(text);
  if (digits.length > mostDigits) return null;
  if (text.startsWith('+')) return digits.length >= leastDigitsInternational ? `+${digits}` : null;
  if (digits.length === leastDigits) return `+1${digits}`;
  return digits.length > leastDigits ? `+${digits}` : null;
}
