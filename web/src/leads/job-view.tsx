import { useState } from 'preact/hooks';
import type { FormApi } from '../api/form-api.ts';
import type { Failure } from '../chat/read-failure.ts';
import { FormFailure } from '../forms/form-failure.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { NoticePage } from '../page/notice-page.tsx';
import { useTexts } from '../page/texts-context.ts';
import type { Wallet } from '../wallet/use-wallet.ts';
import { JobCard } from './job-card.tsx';
import { LeadsTable } from './leads-table.tsx';
import { useJob } from './use-job.ts';

export interface JobViewProps {
  readonly api: FormApi;
  readonly jobId: string;
  readonly wallet: Wallet;
  readonly onSignIn: () => void;
  /** Leaves the job, which goes on by itself. */
  readonly onLeave: () => void;
}

/** A collection: how far it is, what it costs, and what it has found. */
export function JobView({ api, jobId, wallet, onSignIn, onLeave }: JobViewProps) {
  const { texts } = useTexts();
  const { leads } = useFormTexts();
  const followed = useJob(api, jobId, wallet.refresh);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { job } = followed;
  const shownFailure = failure ?? followed.failure;
  if (followed.isGone) {
    return (
      <NoticePage notice={leads.gone}>
        <button type="button" class="button" onClick={onLeave}>
          {leads.again}
        </button>
      </NoticePage>
    );
  }
  return (
    <>
      {!job && !shownFailure && (
        <div class="form-card skeleton" role="status">
          <span class="visually-hidden">{texts.loading}</span>
        </div>
      )}
      {shownFailure && (
        <FormFailure
          failure={shownFailure}
          wallet={wallet}
          onRetry={() => {
            setFailure(null);
            followed.follow();
          }}
          onSignIn={onSignIn}
          onDismiss={() => setFailure(null)}
        />
      )}
      {job && (
        <JobCard
          {...followed}
          api={api}
          job={job}
          wallet={wallet}
          onFailure={setFailure}
          onLeave={onLeave}
        />
      )}
      {job && <LeadsTable api={api} job={job} />}
    </>
  );
}
