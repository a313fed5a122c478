import { useState } from 'preact/hooks';
import { NoticePage } from './notice-page.tsx';
import type { PageKind } from './page-kind.ts';
import { TextsContext, useTexts } from './texts-context.ts';
import { type Started, useStart } from './use-start.ts';
import { useWording } from './use-wording.ts';
import { WelcomePage } from './welcome-page.tsx';
import { WorkspacePage } from './workspace-page.tsx';

/** A page of the copilot, from nothing to whatever can be shown. */
export function App({ kind }: { readonly kind: PageKind }) {
  const wording = useWording();
  const [start, retry] = useStart();
  if (!wording || start.kind === 'loading') return null;
  return (
    <TextsContext.Provider value={wording}>
      {start.kind === 'failed' ? (
        <Unavailable onRetry={retry} />
      ) : (
        <SignInGate kind={kind} started={start} />
      )}
    </TextsContext.Provider>
  );
}

function SignInGate({ kind, started }: { kind: PageKind; started: Started }) {
  const { signIn, memory, api } = started;
  const [isSignedIn, setSignedIn] = useState(() => signIn.isSignedIn());
  const [hasFailed, setFailed] = useState(false);
  const begin = () => {
    const { pathname, search, hash } = window.location;
    signIn.begin(pathname + search + hash).catch(() => setFailed(true));
  };
  const end = () => {
    memory.clear();
    signIn.end().then(
      () => setSignedIn(false),
      () => setFailed(true),
    );
  };
  if (hasFailed) return <Unavailable onRetry={() => setFailed(false)} />;
  if (!isSignedIn) return <WelcomePage api={api} onSignIn={begin} />;
  return (
    <WorkspacePage
      kind={kind}
      started={started}
      onSignIn={begin}
      onSignOut={end}
      onSignedOut={() => setSignedIn(false)}
    />
  );
}

function Unavailable({ onRetry }: { readonly onRetry: () => void }) {
  const { texts } = useTexts();
  return (
    <main class="alone">
      <NoticePage notice={texts.place.unavailable}>
        <button type="button" class="button button-primary" onClick={onRetry}>
          {texts.failure.retry}
        </button>
      </NoticePage>
    </main>
  );
}
