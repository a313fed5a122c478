import type { FormApi } from '../api/form-api.ts';
import type { Job, JobResults } from '../api/form-answer-schemas.ts';
import { formatNumber } from '../format/format-number.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTexts } from '../page/texts-context.ts';
import { useLeads } from './use-leads.ts';

type Lead = JobResults['leads'][number];

/** What a job has found, page by page. */
export function LeadsTable({ api, job }: { readonly api: FormApi; readonly job: Job }) {
  const { texts, locale } = useTexts();
  const { leads: words } = useFormTexts();
  const page = useLeads(api, job);
  const { leads, firstNumber } = page;
  const show = (amount: number) => formatNumber(amount, locale);
  const lastNumber = firstNumber + leads.length - 1;
  return (
    <section class="form-card leads" aria-labelledby="leads-title">
      <h2 id="leads-title">{words.results}</h2>
      {page.hasFailed && <p class="form-warning">{texts.activity.failed}</p>}
      {leads.length === 0 ? (
        <p class="muted">{words.noResults}</p>
      ) : (
        <>
          <table class="leads-table" aria-labelledby="leads-title">
            <thead>
              <tr>
                {(['name', 'phone', 'online', 'address'] as const).map((column) => (
                  <th key={column} scope="col">
                    {words.columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {leads.map((lead, index) => (
                <LeadRow key={firstNumber + index} lead={lead} />
              ))}
            </tbody>
          </table>
          <div class="form-buttons leads-pages">
            <PageButton label={words.previous} onPress={page.previous} />
            <span class="muted">
              {words.rows(show(firstNumber), show(lastNumber), show(job.delivered))}
            </span>
            <PageButton label={words.next} onPress={page.next} />
          </div>
        </>
      )}
    </section>
  );
}

function PageButton({ label, onPress }: { label: string; onPress: (() => void) | null }) {
  return (
    <button
      type="button"
      class="button button-small"
      disabled={onPress === null}
      onClick={() => onPress?.()}
    >
      {label}
    </button>
  );
}

/** What came from a directory is shown as text alone: nobody has vouched for its addresses. */
function LeadRow({ lead }: { readonly lead: Lead }) {
  const online = [lead.email, lead.website].filter((text) => text !== undefined);
  const place = [lead.address, lead.postalCode, lead.city, lead.state, lead.country];
  return (
    <tr>
      <th scope="row">{lead.name}</th>
      <td>{lead.phone}</td>
      <td>
        {online.map((text) => (
          <span key={text} class="leads-line">
            {text}
          </span>
        ))}
      </td>
      <td>{place.filter(Boolean).join(', ')}</td>
    </tr>
  );
}
