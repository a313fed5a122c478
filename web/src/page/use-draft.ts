import { useCallback, useState } from 'preact/hooks';
import type { PageMemory } from './page-memory.ts';

/** What is being written for a client. It outlives reloads and signing in again. */
export function useDraft(memory: PageMemory, clientId: string) {
  const [draft, keepDraft] = useState(() => memory.getDraft(clientId));
  const setDraft = useCallback(
    (text: string) => {
      memory.setDraft(clientId, text);
      keepDraft(text);
    },
    [memory, clientId],
  );
  /** Puts back what could not be sent, before anything written since. */
  const giveBack = useCallback(
    (text: string) => {
      const since = memory.getDraft(clientId);
      setDraft(since.trim() === '' ? text : `${text}\n${since}`);
    },
    [memory, clientId, setDraft],
  );
  return { draft, setDraft, giveBack };
}
