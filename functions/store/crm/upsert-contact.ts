import { AppError } from '../../app-error.ts';
import { applyDetails } from './apply-details.ts';
import { findContactId } from './contact-lookups.ts';
import { toContact, type Contact, type ContactDetails } from './contact-rows.ts';
import { changeContact } from './contact-writes.ts';
import { createContact } from './create-contact.ts';
import { parseEmail } from './parse-email.ts';
import { normalisePhone } from './normalise-phone.ts';
import { normaliseTags } from './normalise-tags.ts';
import { requireReachable } from './require-reachable.ts';
import type { CrmTable } from './crm-table.ts';

export interface UpsertedContact {
  readonly contact: Contact;
  readonly isNew: boolean;
}

interface Reach {
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/**
 * Lays the details over the contact that has this e-mail or, failing that, this phone; else
 * creates one. Tags are added to those it has.
 *
 * @throws AppError malformed_request, not_found (deleted meanwhile), account_busy
 */
export async function upsertContact(
  table: CrmTable,
  clientId: string,
  details: ContactDetails,
): Promise<UpsertedContact> {
  const reach = readReach(details);
  const existingId = await findReached(table, clientId, reach);
  if (existingId) return updateReached(table, clientId, existingId, details);

  // Twins racing for the same address meet at this key, and only one of them creates.
  const twinKey = `upsert:${reach.email ?? ''}:${reach.phone ?? ''}`;
  const created = await createContact(table, clientId, details, twinKey).catch(ignoreDeleted);
  if (created && !created.isReplay) return { contact: created.contact, isNew: true };
  const twinId = await findReached(table, clientId, reach);
  if (twinId) return updateReached(table, clientId, twinId, details);

  // What the key made long ago has another address by now, or is deleted.
  const { contact } = await createContact(table, clientId, details);
  return { contact, isNew: true };
}

function ignoreDeleted(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
}

/** @throws AppError malformed_request when there is neither */
export function readReach({ email, phone, country }: ContactDetails): Reach {
  const reach = {
    email: email?.trim() ? parseEmail(email) : undefined,
    phone: phone?.trim() ? normalisePhone(phone, country) : undefined,
  };
  if (reach.email || reach.phone) return reach;
  throw new AppError('malformed_request', {
    detail: 'Give the e-mail or the phone number that the contact is found by.',
  });
}

/** Id of the contact with this e-mail or, failing that, phone. */
export async function findReached(table: CrmTable, clientId: string, { email, phone }: Reach) {
  const byEmail = email && (await findContactId(table, clientId, 'EMAIL', email));
  return byEmail || (phone && (await findContactId(table, clientId, 'PHONE', phone)));
}

async function updateReached(
  table: CrmTable,
  clientId: string,
  contactId: string,
  { tags = [], ...details }: ContactDetails,
): Promise<UpsertedContact> {
  const row = await changeContact(table, clientId, contactId, (before) => {
    const after = requireReachable(applyDetails(before, details));
    return { ...after, tags: normaliseTags([...before.tags, ...tags]) };
  });
  return { contact: toContact(row), isNew: false };
}
