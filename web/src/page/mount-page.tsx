import { render } from 'preact';
import { App } from './app.tsx';
import type { PageVariant } from './page-variant.ts';
import { applyTheme, readTheme } from './theme.ts';

/** Draws a page into its document. */
export function mountPage(variant: PageVariant): void {
  applyTheme(readTheme());
  const root = document.querySelector('#app');
  if (!root) throw new Error('the document has no #app');
  render(<App variant={variant} />, root);
}
