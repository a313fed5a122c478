import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ground: #f6f6f3; --card: #fff; --text: #1a1d1f; --quiet: #585f64;
  --line: #878e93; --accent: #0b6b62; --on-accent: #fff; --alert: #a8201a; --alert-ground: #fdecea; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #121415; --card: #1a1d1f; --text: #eceeee; --quiet: #a3abaf; --line: #6f777b;
    --accent: #45d0bf; --on-accent: #06211e; --alert: #ff9b92; --alert-ground: #3a1a18; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 24rem; padding: 2rem; border-radius: 1rem; background: var(--card);
  box-shadow: 0 1px 3px rgb(0 0 0 / 20%); }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; }
p { margin: 0 0 1.25rem; color: var(--quiet); }
label { display: block; margin-bottom: 1rem; font-weight: 600; }
input { display: block; width: 100%; margin-top: .25rem; padding: .6rem .75rem; font: inherit; font-weight: 400;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
button { width: 100%; padding: .7rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: .6rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alert { padding: .6rem .75rem; border-radius: .5rem; color: var(--alert); background: var(--alert-ground); }
`;

export interface RenderedPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A page of the issuer: self-contained, with a policy that allows exactly its own style and script.
 * @param page.body HTML; values in it must have gone through `escapeHtml`
 */
export function renderPage(page: { title: string; body: string; script?: string }): RenderedPage {
  const script = page.script ? `<script>${page.script}</script>` : '';
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} – Metered Copilot</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${page.body}</main>${script}</body>
</html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': describePolicy(page.script),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  };
}

function describePolicy(script: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src '${hashSource(style)}'`,
    ...(script ? [`script-src '${hashSource(script)}'`] : []),
    'img-src data:',
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

const hashSource = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
