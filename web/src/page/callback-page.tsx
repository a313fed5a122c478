import { NoticePage } from './notice-page.tsx';
import { TextsContext, useTexts } from './texts-context.ts';
import { useWording } from './use-wording.ts';

/** Shown for the moment that finishing a sign-in takes, and longer only when it fails. */
export function CallbackPage({ hasFailed }: { readonly hasFailed: boolean }) {
  const wording = useWording();
  if (!wording) return null;
  return (
    <TextsContext.Provider value={wording}>
      <main class="alone">{hasFailed ? <SignInFailed /> : <SigningIn />}</main>
    </TextsContext.Provider>
  );
}

function SigningIn() {
  const { texts } = useTexts();
  return (
    <p class="muted" role="status">
      {texts.callback.working}
    </p>
  );
}

function SignInFailed() {
  const { texts } = useTexts();
  return (
    <NoticePage notice={texts.callback.failed}>
      <a class="button button-primary" href="/">
        {texts.callback.back}
      </a>
    </NoticePage>
  );
}
