import type { Lead } from '../../shared/api/leads.ts';
import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import { isAppError } from '../app-error.ts';
import type { Operation } from '../route-request.ts';
import { runConcurrently } from '../run-concurrently.ts';
import type { ContactDetails } from '../store/crm/contact-rows.ts';
import type { ContactStore } from '../store/crm/contacts.ts';
import type { JobLeadStore, LeadRow } from '../store/job-leads.ts';
import type { Job, JobStore } from '../store/jobs.ts';
import { requireJob } from './require-job.ts';

type Outcome = 'created' | 'existing' | 'skipped';

/** Contacts made at the same time. */
const concurrencyCount = 8;
const leadTag = 'lead';

/**
 * Makes contacts of the next leads of a job, for the client that it was started for. Asked again,
 * it makes none twice; who is a contact already stays as they are.
 *
 * @throws AppError `job_not_found`, `account_busy`
 */
export function createExportJob(dependencies: {
  readonly jobs: Pick<JobStore, 'readJob'>;
  readonly leads: Pick<JobLeadStore, 'listLeads'>;
  readonly contacts: Pick<ContactStore, 'create' | 'hasReachable'>;
}): Operation<typeof routes.exportJob> {
  const { jobs, leads, contacts } = dependencies;

  async function exportLead({ clientId, jobId }: Job, row: LeadRow): Promise<Outcome> {
    const details = toContactDetails(row.lead);
    try {
      if (await contacts.hasReachable(clientId, details)) return 'existing';
      const { isReplay } = await contacts.create(clientId, details, `${jobId}:${row.position}`);
      return isReplay ? 'existing' : 'created';
    } catch (error) {
      // A number that is none, or a contact that was made of it and deleted since.
      if (isAppError(error, 'malformed_request', 'not_found')) return 'skipped';
      throw error;
    }
  }

  return async ({ principal, params, body }) => {
    const job = await requireJob(jobs, principal, params.jobId);
    const range = { after: Number(body.cursor ?? 0), limit: limits.leadsPageCount };
    const rows = await leads.listLeads(job, range);
    const counts = { created: 0, existing: 0, skipped: 0 };
    await runConcurrently(rows, concurrencyCount, async (row) => {
      counts[await exportLead(job, row)] += 1;
    });
    const last = rows.at(-1)?.position ?? job.delivered;
    return { ...counts, cursor: last < job.delivered ? String(last) : null };
  };
}

const toContactDetails = (lead: Lead): ContactDetails => ({
  name: lead.name,
  companyName: lead.name,
  phone: lead.phone,
  email: lead.email,
  website: lead.website,
  address1: lead.address,
  city: lead.city,
  state: lead.state,
  postalCode: lead.postalCode,
  country: lead.country,
  source: lead.source,
  tags: [leadTag],
});
