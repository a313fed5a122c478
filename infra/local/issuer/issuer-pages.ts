import { escapeHtml, renderPage, type RenderedPage } from './render-page.ts';

/** @param refused the e-mail that was sent with a wrong password, to be shown again */
export function renderSignInPage(action: string, refused?: string): RenderedPage {
  const alert =
    refused === undefined
      ? ''
      : '<p class="alert" role="alert" id="refusal">The e-mail address or the password is wrong.</p>';
  const described = refused === undefined ? '' : ' aria-invalid="true" aria-describedby="refusal"';
  return renderPage({
    title: 'Sign in',
    body: `<h1>Sign in</h1>
<p>to Metered Copilot on this machine</p>
${alert}<form method="post" action="${escapeHtml(action)}">
<label>E-mail address
<input name="email" type="email" autocomplete="username" required autofocus value="${escapeHtml(refused ?? '')}"${described}></label>
<label>Password
<input name="password" type="password" autocomplete="current-password" required${described}></label>
<button type="submit">Sign in</button>
</form>`,
  });
}

/** @param form the issuer's own form, which carries its guard against forgery */
export function renderSignOutPage(form: string, isAskedByPage: boolean): RenderedPage {
  return renderPage({
    title: 'Sign out',
    body: `<h1>Sign out</h1>
<p>of Metered Copilot on this machine?</p>
${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
    // Whoever pressed "Sign out" in the page has been asked already.
    ...(isAskedByPage && { script: 'document.querySelector("button").click()' }),
  });
}

export function renderMessagePage(title: string, text: string): RenderedPage {
  return renderPage({
    title,
    body: `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<a href="/">Back to the copilot</a>`,
  });
}
