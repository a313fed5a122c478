import { useState } from 'preact/hooks';
import type { FormApi } from '../api/form-api.ts';
import type { Job } from '../api/form-answer-schemas.ts';
import { type Failure, readFailure } from '../chat/read-failure.ts';
import { formatNumber } from '../format/format-number.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTexts } from '../page/texts-context.ts';
import { nameLeadsFile } from './name-leads-file.ts';
import { type SavedCounts, saveAllLeads } from './save-all-leads.ts';
import { saveFile } from './save-file.ts';

export interface LeadActionsProps {
  readonly api: FormApi;
  readonly job: Job;
  readonly onFailure: (failure: Failure) => void;
}

type Saving = { readonly isBusy: boolean; readonly counts: SavedCounts };

/** What can be done with the leads: a file, or contacts. */
export function LeadActions({ api, job, onFailure }: LeadActionsProps) {
  const { locale } = useTexts();
  const { leads } = useFormTexts();
  const [saving, setSaving] = useState<Saving | null>(null);
  const show = (amount: number) => formatNumber(amount, locale);
  const fail = (error: unknown) => onFailure(readFailure(error));
  const download = () => {
    api
      .downloadLeads(job.jobId)
      .then((content) => saveFile(content, nameLeadsFile(job.search)), fail);
  };
  const save = () => {
    setSaving({ isBusy: true, counts: { created: 0, existing: 0, skipped: 0 } });
    saveAllLeads(api, job.jobId, (counts) => setSaving({ isBusy: true, counts })).then(
      (counts) => setSaving({ isBusy: false, counts }),
      (error: unknown) => {
        setSaving(null);
        fail(error);
      },
    );
  };
  const { created = 0, existing = 0, skipped = 0 } = saving?.counts ?? {};
  return (
    <>
      <div class="form-buttons">
        <button type="button" class="button button-primary" onClick={download}>
          {leads.download}
        </button>
        <button type="button" class="button" disabled={saving?.isBusy} onClick={save}>
          {leads.save}
        </button>
      </div>
      <p class="form-status" role="status">
        {saving &&
          (saving.isBusy
            ? leads.saving(show(created + existing + skipped))
            : leads.saved(show(created), show(existing), show(skipped)))}
      </p>
    </>
  );
}
