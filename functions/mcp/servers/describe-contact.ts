import type { Contact } from '../../store/crm/contact-rows.ts';

/** The fields of a contact, one to a line, without those it does not have. */
export function describeContact(contact: Contact): string {
  const place = [contact.address1, contact.city, contact.state, contact.postalCode]
    .concat(contact.country)
    .filter(Boolean)
    .join(', ');
  const fields: [string, string | undefined][] = [
    ['Name', contact.name],
    ['Phone', contact.phone],
    ['E-mail', contact.email],
    ['Company', contact.companyName],
    ['Address', place],
    ['Website', contact.website],
    ['Source', contact.source],
    ['Tags', contact.tags.join(', ')],
    ['contactId', contact.id],
  ];
  return fields
    .filter(([, value]) => value)
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n');
}

/** A contact on one line, for lists. */
export function summariseContact(contact: Contact): string {
  const { name, phone, email, tags, id } = contact;
  const known = [phone, email, tags.length > 0 && `tags ${tags.join(', ')}`].filter(Boolean);
  return `- ${[name, ...known].join(', ')} (contactId ${id})`;
}
