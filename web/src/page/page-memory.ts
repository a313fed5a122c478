/** What a tab remembers between page views, by client. */
export interface PageMemory {
  getConversationId(clientId: string): string | null;
  setConversationId(clientId: string, conversationId: string): void;
  forgetConversation(clientId: string): void;
  getDraft(clientId: string): string;
  setDraft(clientId: string, draft: string): void;
  /** On signing out, so that the next person at this screen finds nothing. */
  clear(): void;
}

const prefix = 'copilot.';

/**
 * Keeps things in a storage such as sessionStorage. A storage that refuses, as browsers' do when
 * they are full or blocked, costs the convenience and nothing else.
 */
export function createPageMemory(storage: Storage): PageMemory {
  const key = (kind: string, clientId: string) => `${prefix}${kind}.${clientId}`;
  const set = (name: string, value: string) => {
    try {
      storage.setItem(name, value);
    } catch {
      storage.removeItem(name);
    }
  };
  return {
    getConversationId: (clientId) => storage.getItem(key('conversation', clientId)),
    setConversationId: (clientId, id) => set(key('conversation', clientId), id),
    forgetConversation: (clientId) => storage.removeItem(key('conversation', clientId)),
    getDraft: (clientId) => storage.getItem(key('draft', clientId)) ?? '',
    setDraft: (clientId, draft) => set(key('draft', clientId), draft),
    clear() {
      for (const name of Object.keys(storage)) {
        if (name.startsWith(prefix)) storage.removeItem(name);
      }
    },
  };
}
