import { useEffect, useMemo, useState } from 'preact/hooks';
import { type CopilotApi, createCopilotApi } from '../api/copilot-api.ts';
import type { RequestPorts } from '../api/send-request.ts';
import { createSignIn, type SignIn } from '../sign-in/create-sign-in.ts';
import { createUserManager } from '../sign-in/create-user-manager.ts';
import { loadPageConfig } from '../sign-in/page-config.ts';
import { createPageMemory, type PageMemory } from './page-memory.ts';

export interface Started {
  readonly api: CopilotApi;
  /** For what only some pages ask the API. */
  readonly requests: RequestPorts;
  readonly signIn: SignIn;
  readonly memory: PageMemory;
}

export type Start =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'started' } & Started);

const pageFetch: typeof globalThis.fetch = (input, init) => window.fetch(input, init);

async function startPage(): Promise<Started> {
  const config = await loadPageConfig(pageFetch);
  const signIn = createSignIn({
    config,
    storage: window.sessionStorage,
    loadManager: () => createUserManager(config),
    nowEpochSeconds: () => Date.now() / 1000,
    page: {
      origin: window.location.origin,
      leaveFor: (address) => window.location.assign(address),
    },
  });
  const requests = { fetch: pageFetch, accessTokens: signIn };
  return {
    api: createCopilotApi(requests),
    requests,
    signIn,
    memory: createPageMemory(window.sessionStorage),
  };
}

/** Reads the page's configuration; asking again after a failure is up to the person. */
export function useStart(): readonly [Start, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [start, setStart] = useState<Start>({ kind: 'loading' });
  useEffect(() => {
    setStart({ kind: 'loading' });
    startPage().then(
      (started) => setStart({ kind: 'started', ...started }),
      () => setStart({ kind: 'failed' }),
    );
  }, [attempt]);
  const retry = useMemo(() => () => setAttempt((count) => count + 1), []);
  return [start, retry];
}
