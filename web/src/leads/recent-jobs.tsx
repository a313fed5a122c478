import { useEffect, useState } from 'preact/hooks';
import type { FormApi } from '../api/form-api.ts';
import type { Job } from '../api/form-answer-schemas.ts';
import { formatNumber } from '../format/format-number.ts';
import { formatTime } from '../format/format-time.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTexts } from '../page/texts-context.ts';

export interface RecentJobsProps {
  readonly api: FormApi;
  readonly clientId: string;
  readonly onOpen: (jobId: string) => void;
}

/** The client's newest collections, to be looked at again; nothing where there are none. */
export function RecentJobs({ api, clientId, onOpen }: RecentJobsProps) {
  const { leads } = useFormTexts();
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  useEffect(() => {
    let isCurrent = true;
    api.listJobs(clientId).then(
      (list) => {
        if (isCurrent) setJobs(list.jobs);
      },
      // The form works without them, and says itself when nothing can be reached.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [api, clientId]);
  if (jobs.length === 0) return null;
  return (
    <section class="form-card" aria-labelledby="jobs-title">
      <h2 id="jobs-title">{leads.recent}</h2>
      <ul class="posts">
        {jobs.map((job) => (
          <JobRow key={job.jobId} job={job} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function JobRow({ job, onOpen }: { job: Job; onOpen: RecentJobsProps['onOpen'] }) {
  const { locale } = useTexts();
  const { leads } = useFormTexts();
  const { category, place } = job.search;
  const show = (amount: number) => formatNumber(amount, locale);
  return (
    <li class="post">
      <button type="button" class="link-button job-link" onClick={() => onOpen(job.jobId)}>
        {leads.search(category, place)}
      </button>
      <p class="post-facts">
        <span class={`state state-${job.status}`}>{leads.status[job.status]}</span>
        <span class="muted">
          {leads.found(show(job.delivered), show(job.requested))}
          {' · '}
          {formatTime(job.createdAt, locale, new Date())}
        </span>
      </p>
    </li>
  );
}
