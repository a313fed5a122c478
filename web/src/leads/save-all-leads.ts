import type { FormApi } from '../api/form-api.ts';
import type { SavedLeads } from '../api/form-answer-schemas.ts';

export type SavedCounts = Omit<SavedLeads, 'cursor'>;

/** Far more pages than the largest job has. */
const pageCount = 50;

/** Makes contacts of all leads of a job, page by page. Repeated, it makes none twice. */
export async function saveAllLeads(
  api: Pick<FormApi, 'saveLeads'>,
  jobId: string,
  onProgress: (counts: SavedCounts) => void,
): Promise<SavedCounts> {
  let counts: SavedCounts = { created: 0, existing: 0, skipped: 0 };
  let cursor: string | null = null;
  for (let page = 0; page < pageCount; page += 1) {
    const saved: SavedLeads = await api.saveLeads(jobId, cursor);
    counts = {
      created: counts.created + saved.created,
      existing: counts.existing + saved.existing,
      skipped: counts.skipped + saved.skipped,
    };
    onProgress(counts);
    cursor = saved.cursor;
    if (cursor === null) break;
  }
  return counts;
}
