import type { StoredState } from '../account/account-state.ts';

export type StateMemory = ReturnType<typeof createStateMemory>;

/**
 * The states that this process wrote last, so that a busy account need not be read before each
 * command. What is remembered may be old: every write is conditional on its version, and a failed
 * condition returns the true state.
 */
export function createStateMemory(accountCount: number) {
  const states = new Map<string, StoredState>();

  function remember(accountId: string, stored: StoredState): void {
    // Deleted first, so that the oldest of the map is the one longest unused.
    states.delete(accountId);
    states.set(accountId, stored);
    if (states.size <= accountCount) return;
    const [oldest] = states.keys();
    if (oldest !== undefined) states.delete(oldest);
  }

  return {
    remember,
    recall: (accountId: string): StoredState | undefined => states.get(accountId),
    forget: (accountId: string): void => void states.delete(accountId),
  };
}
