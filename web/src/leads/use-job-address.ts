import { useState } from 'preact/hooks';

const parameter = 'job';

/** The job that a page's address names, after its `#`. */
export const readJobId = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#/, '')).get(parameter) || null;

/** The job on show. It stands in the address, so that a reload finds it again. */
export function useJobAddress() {
  const [jobId, keepJobId] = useState(() => readJobId(window.location.hash));
  const showJob = (next: string | null) => {
    const { pathname, search } = window.location;
    const hash = next === null ? '' : `#${new URLSearchParams({ [parameter]: next })}`;
    window.history.replaceState(null, '', pathname + search + hash);
    keepJobId(next);
  };
  return { jobId, showJob };
}
