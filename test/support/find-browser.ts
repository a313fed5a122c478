import { requireChromium } from './require-chromium.ts';

/** Before the browser tests, as it may have to be installed, which no test should wait for. */
export async function setup(): Promise<void> {
  await requireChromium();
}
