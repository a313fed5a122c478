import type { ContactDetails, ContactRow } from './contact-rows.ts';
import { parseEmail } from './parse-email.ts';
import { normalisePhone } from './normalise-phone.ts';
import { normaliseTags } from './normalise-tags.ts';

/** undefined stays as it was; an empty text takes the field away. */
const textOr = (given: string | undefined, before: string | undefined) =>
  given === undefined ? before : given.trim() || undefined;

/**
 * The row with the given details laid over it, normalised. A full name that nobody gave follows
 * the first and last name.
 *
 * @throws AppError malformed_request for an e-mail, phone or number of tags that cannot be
 */
export function applyDetails(row: ContactRow, details: ContactDetails): ContactRow {
  const email = textOr(details.email, row.email);
  const phone = textOr(details.phone, row.phone);
  const country = textOr(details.country, row.country);
  const firstName = textOr(details.firstName, row.firstName);
  const lastName = textOr(details.lastName, row.lastName);
  const isRenamed = details.firstName !== undefined || details.lastName !== undefined;
  const spelledName = [firstName, lastName].filter(Boolean).join(' ');
  return {
    ...row,
    firstName,
    lastName,
    name: details.name?.trim() || (isRenamed && spelledName) || row.name,
    email: email && parseEmail(email),
    phone: phone && normalisePhone(phone, country),
    companyName: textOr(details.companyName, row.companyName),
    address1: textOr(details.address1, row.address1),
    city: textOr(details.city, row.city),
    state: textOr(details.state, row.state),
    postalCode: textOr(details.postalCode, row.postalCode),
    country,
    website: textOr(details.website, row.website),
    source: textOr(details.source, row.source),
    tags: details.tags ? normaliseTags(details.tags) : row.tags,
  };
}
