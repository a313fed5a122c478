import { render } from 'preact';
import { CallbackPage } from './page/callback-page.tsx';
import { applyTheme, readTheme } from './page/theme.ts';
import { createUserManager } from './sign-in/create-user-manager.ts';
import { loadPageConfig } from './sign-in/page-config.ts';
import { safeReturnPath } from './sign-in/safe-return-path.ts';

/** Finishes a sign-in and returns to the page that began it. */
async function finishSignIn(): Promise<void> {
  const manager = await createUserManager(await loadPageConfig(window.fetch.bind(window)));
  const user = await manager.signinCallback();
  // A silent renewal happens in a hidden frame, which has no user to report and nowhere to go.
  if (!user) return;
  const state: unknown = user.state;
  const wanted =
    typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : null;
  window.location.replace(safeReturnPath(wanted, window.location.origin));
}

function show(hasFailed: boolean): void {
  const root = document.querySelector('#app');
  if (root) render(<CallbackPage hasFailed={hasFailed} />, root);
}

applyTheme(readTheme());
show(false);
finishSignIn().catch(() => show(true));
