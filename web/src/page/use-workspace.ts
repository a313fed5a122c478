import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Me } from '../../../shared/api/copilot.ts';
import { type Failure, readFailure } from '../chat/read-failure.ts';
import { chooseClient } from './choose-client.ts';
import { pageAddress, readClientId } from './client-address.ts';
import type { OpenConversation, OpenSession } from './open-conversation.ts';
import type { Started } from './use-start.ts';

export type Place =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'no-client' }
  | { readonly kind: 'unknown-client'; readonly clientId: string }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'not-connected'; readonly failure: Failure }
  | { readonly kind: 'connected'; readonly conversation: OpenConversation };

export interface Workspace {
  /** Null until the API said who is signed in. */
  readonly me: Me | null;
  readonly clientId: string | null;
  readonly place: Place;
  openClient(clientId: string | null): void;
  retry(): void;
  startNewConversation(): void;
}

interface Opening {
  readonly wanted: string | null;
  readonly attempt: number;
}

/** Finds out who is signed in, chooses their client and connects it. */
export function useWorkspace(openSession: OpenSession, { api, memory }: Started): Workspace {
  const [me, setMe] = useState<Me | null>(null);
  const [clientId, setClientId] = useState<string | null>(null);
  const [place, setPlace] = useState<Place>({ kind: 'loading' });
  const [opening, setOpening] = useState<Opening>(() => ({
    wanted: readClientId(window.location.search),
    attempt: 0,
  }));
  const known = useRef<Me | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const show = (next: Place) => {
      if (isCurrent) setPlace(next);
    };

    async function open(): Promise<void> {
      show(known.current ? { kind: 'connecting' } : { kind: 'loading' });
      known.current ??= await api.getMe();
      if (!isCurrent) return;
      setMe(known.current);
      const choice = chooseClient(known.current.clients, opening.wanted);
      setClientId(choice.kind === 'chosen' ? choice.clientId : null);
      if (choice.kind === 'none') return show({ kind: 'no-client' });
      if (choice.kind === 'unknown') return show({ ...choice, kind: 'unknown-client' });
      show({ kind: 'connecting' });
      const conversation = await openSession(api, memory, choice.clientId);
      show({ kind: 'connected', conversation });
    }

    open().catch((error: unknown) => show(placeOfFailure(error, known.current, opening.wanted)));
    return () => {
      isCurrent = false;
    };
  }, [openSession, api, memory, opening]);

  const actions = useMemo(() => createActions(setOpening), []);
  const startNewConversation = () => {
    if (clientId !== null) memory.forgetConversation(clientId);
    actions.retry();
  };
  return { me, clientId, place, ...actions, startNewConversation };
}

function createActions(setOpening: (change: (opening: Opening) => Opening) => void) {
  return {
    openClient(clientId: string | null) {
      window.history.replaceState(null, '', pageAddress(window.location.pathname, clientId));
      setOpening(({ attempt }) => ({ wanted: clientId, attempt: attempt + 1 }));
    },
    retry: () => setOpening((opening) => ({ ...opening, attempt: opening.attempt + 1 })),
  };
}

function placeOfFailure(error: unknown, me: Me | null, wanted: string | null): Place {
  const failure = readFailure(error);
  // The list of clients may be older than what the server now knows.
  if (failure.problem?.code === 'client_not_found' && wanted !== null) {
    return { kind: 'unknown-client', clientId: wanted };
  }
  return me ? { kind: 'not-connected', failure } : { kind: 'failed', failure };
}
