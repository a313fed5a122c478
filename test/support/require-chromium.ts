import { existsSync } from 'node:fs';
import { runCommand } from '../../infra/local/run-command.ts';

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const installTimeoutMs = 10 * 60 * 1000;

/**
 * The browser for the tests; on Debian as root it is installed when it is missing.
 *
 * @throws Error that says how to install it
 */
export async function requireChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    await runCommand('apt-get', ['update'], installTimeoutMs);
    const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
    await runCommand('apt-get', install, installTimeoutMs);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH.');
}

const findChromium = () => places.find((place) => place !== undefined && existsSync(place));
