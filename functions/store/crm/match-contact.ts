import type { Contact } from './contact-rows.ts';

/** Shorter runs of digits would match nearly every phone number. */
const phoneQueryDigits = 3;
const phoneQuery = /^[\d\s+().\-/]+$/;

/** Case and accents do not count: "jose" finds José. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word of the query stands in the contact's name, e-mail, company, phone or tags. */
export function matchContact(contact: Contact, query: string): boolean {
  const digits = query.replace(/\D/g, '');
  const isPhoneQuery = phoneQuery.test(query) && digits.length >= phoneQueryDigits;
  if (isPhoneQuery && contact.phone?.includes(digits)) return true;
  const { name, firstName, lastName, email, companyName, phone, tags } = contact;
  const text = fold([name, firstName, lastName, email, companyName, phone, ...tags].join('\n'));
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
