import { render } from 'preact';
import { ErrorsPage } from './page/errors-page.tsx';
import { applyTheme, readTheme } from './page/theme.ts';

applyTheme(readTheme());
const root = document.querySelector('#app');
if (root) render(<ErrorsPage />, root);
// The rows were not there yet when the browser looked for the one in the address.
document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
