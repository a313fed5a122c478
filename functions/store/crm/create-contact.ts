import { AppError } from '../../app-error.ts';
import { applyDetails } from './apply-details.ts';
import { toContact, type Contact, type ContactDetails } from './contact-rows.ts';
import { buildContactWrites, readContactRow } from './contact-writes.ts';
import { createOnce } from './create-once.ts';
import { createCrmRecordId } from './record-id.ts';
import { requireReachable } from './require-reachable.ts';
import type { CrmTable } from './crm-table.ts';

export interface CreatedContact {
  readonly contact: Contact;
  /** An earlier request with the same key made it. */
  readonly isReplay: boolean;
}

/** @throws AppError malformed_request, or not_found when what this key made was deleted since */
export async function createContact(
  table: CrmTable,
  clientId: string,
  details: ContactDetails,
  idempotencyKey?: string,
): Promise<CreatedContact> {
  const row = buildNewContact(table.now(), details);
  const creation = await createOnce(table, {
    clientId,
    recordId: row.id,
    writes: buildContactWrites(table, clientId, { after: row }),
    idempotencyKey: idempotencyKey && `contact:${idempotencyKey}`,
  });
  if (creation.outcome === 'created') return { contact: toContact(row), isReplay: false };
  const earlier =
    creation.outcome === 'replayed' && (await readContactRow(table, clientId, creation.recordId));
  if (earlier) return { contact: toContact(earlier), isReplay: true };
  throw new AppError('not_found', {
    detail: 'This request has created a contact before, which was deleted since.',
  });
}

/** A complete first version of a contact. */
export function buildNewContact(epochMs: number, details: ContactDetails) {
  const createdAt = new Date(epochMs).toISOString();
  const id = createCrmRecordId(epochMs);
  const blank = { id, name: '', tags: [], createdAt, updatedAt: createdAt };
  return requireReachable(applyDetails({ ...blank, version: 1, childCount: 0 }, details));
}
