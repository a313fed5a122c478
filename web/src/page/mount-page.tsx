import { render } from 'preact';
import { App } from './app.tsx';
import type { PageKind } from './page-kind.ts';
import { applyTheme, readTheme } from './theme.ts';

/** Draws a page into its document. */
export function mountPage(kind: PageKind): void {
  applyTheme(readTheme());
  const root = document.querySelector('#app');
  if (!root) throw new Error('the document has no #app');
  render(<App kind={kind} />, root);
}
