import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { requireChromium } from './require-chromium.ts';

/** Everything that would look for something outside this machine is off. */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const shotsDirectory = 'test-results';

export const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

export async function openBrowser(): Promise<Browser> {
  const executablePath = await requireChromium();
  return chromium.launch({ executablePath, args: browserArguments });
}

/** A browser with the cache and the storage of its earlier runs in the same folder. */
export async function openProfile(directory: string): Promise<BrowserContext> {
  const executablePath = await requireChromium();
  const settings = { executablePath, args: browserArguments, locale: 'en-GB' };
  return chromium.launchPersistentContext(directory, settings);
}

/** A page of a browser that has never been here. */
export async function openPage(browser: Browser, size: keyof typeof sizes): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[size], locale: 'en-GB' });
  return context.newPage();
}

/** Signs a demo user in through the real sign-in page. */
export async function signIn(page: Page, url: string, email: string, password: string) {
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await composer(page).waitFor();
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });

/** Sends a message and waits until its reply has ended. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await page.getByRole('log').getByText(text, { exact: true }).last().waitFor();
  await page.locator('[role=log][aria-busy=false]').waitFor();
}

/** The balance that the page shows, as a number. */
export async function shownBalance(page: Page): Promise<number> {
  return Number(await page.locator('.balance-badge').first().getAttribute('data-available'));
}

/** Keeps a picture of the page, to be looked at. */
export async function keepShot(page: Page, name: string): Promise<void> {
  mkdirSync(shotsDirectory, { recursive: true });
  await page.screenshot({ path: `${shotsDirectory}/${name}.png` });
}

/** No violation of WCAG 2.2 AA on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
