import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormApi } from '../api/form-api.ts';
import type { Job, JobResults } from '../api/form-answer-schemas.ts';

export interface LeadPage {
  readonly leads: JobResults['leads'];
  /** Of the first lead on the page, from 1. */
  readonly firstNumber: number;
  readonly next: (() => void) | null;
  readonly previous: (() => void) | null;
  readonly hasFailed: boolean;
}

/** A page of what a job has found, read anew as more is found. */
export function useLeads(api: FormApi, job: Job): LeadPage {
  /** Where each page up to the one on show starts. */
  const [starts, setStarts] = useState<readonly (string | null)[]>([null]);
  const [results, setResults] = useState<JobResults>({ leads: [], cursor: null });
  const [hasFailed, setFailed] = useState(false);
  const reading = useRef(0);
  const start = starts.at(-1) ?? null;

  useEffect(() => {
    if (job.delivered === 0) return;
    reading.current += 1;
    const number = reading.current;
    api.listLeads(job.jobId, start).then(
      (page) => {
        if (reading.current !== number) return;
        setResults(page);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, [api, job.jobId, job.delivered, start]);

  const { cursor } = results;
  return {
    leads: results.leads,
    // A cursor is the number of the lead before the page.
    firstNumber: Number(start ?? 0) + 1,
    next: cursor === null ? null : () => setStarts([...starts, cursor]),
    previous: starts.length === 1 ? null : () => setStarts(starts.slice(0, -1)),
    hasFailed,
  };
}
