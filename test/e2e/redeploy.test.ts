import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBuiltFiles } from '../../infra/constructs/site/built-site.ts';
import { readLocalOptions } from '../../infra/local/local-options.ts';
import { type LocalServer, startLocal } from '../../infra/local/start-local.ts';
import {
  openBrowser,
  openPage,
  openProfile,
  say,
  shownBalance,
  signIn,
} from '../support/browser.ts';
import { buildSite, uploadBuild } from '../support/site-build.ts';

const oldTitle = 'Your CRM, one message away.';
const newTitle = 'Your CRM, now with a new page.';
const oldSignOut = 'Cerrar sesión';
const newSignOut = 'Salir de la cuenta';

/** Where each file that a page loaded came from; of what its cache had, nothing was sent. */
const listLoaded = (page: Page) =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => ({
      file: new URL(entry.name).pathname.slice(1),
      isFromCache: 'transferSize' in entry && entry.transferSize === 0,
    })),
  );

describe('a deployment of changed pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redeploy-'));
  const place = (name: string) => join(folder, name);
  let server: LocalServer;
  let browser: Browser;
  let visitor: BrowserContext;
  let oldTab: Page;
  let titleBefore: string | null;

  beforeAll(async () => {
    mkdirSync(place('site'));
    await buildSite(place('old'));
    await buildSite(place('new'), [
      [oldTitle, newTitle],
      [oldSignOut, newSignOut],
    ]);
    uploadBuild(place('old'), place('site'));
    const options = readLocalOptions({ PORT: '0', DATA_DIR: ':memory:', LOCAL_DIR: folder });
    server = await startLocal({ ...options, siteDir: place('site') }, () => undefined);
    browser = await openBrowser();
    oldTab = await openPage(browser, 'desktop');
    await signIn(oldTab, server.url, 'demo@example.com', 'demo');

    visitor = await openProfile(place('profile'));
    titleBefore = await visit();
    await visitor.close();
    uploadBuild(place('new'), place('site'));
    visitor = await openProfile(place('profile'));
  });

  afterAll(async () => {
    await visitor?.close();
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the first page as somebody who has been here, and tells its title. */
  async function visit(): Promise<string | null> {
    const page = await visitor.newPage();
    await page.goto(server.url);
    return page.locator('h1').textContent();
  }

  /** Files of one build that the other does not have. */
  const listOnlyIn = (name: 'old' | 'new', other: 'old' | 'new') => {
    const others = new Set(listBuiltFiles(place(other)));
    return listBuiltFiles(place(name)).filter((file) => !others.has(file));
  };

  it('reaches a returning visitor at once, whose browser keeps what has not changed', async () => {
    expect(titleBefore).toBe(oldTitle);
    await expect(visit()).resolves.toBe(newTitle);
    const page = visitor.pages().at(-1);
    const loaded = page ? await listLoaded(page) : [];
    const style = loaded.find(({ file }) => file.endsWith('.css'));
    expect(style).toMatchObject({ isFromCache: true });
    const changed = new Set(listOnlyIn('new', 'old'));
    expect(loaded.filter(({ file }) => changed.has(file))).not.toEqual([]);
    expect(loaded.map(({ file }) => file).filter((file) => file.startsWith('assets/'))).toEqual(
      expect.not.arrayContaining(listOnlyIn('old', 'new')),
    );
  });

  it('leaves an open tab working, with assets that only the old build has', async () => {
    const balance = await shownBalance(oldTab);
    await say(oldTab, 'what is my balance?');
    await expect(shownBalance(oldTab)).resolves.toBe(balance - 1);

    const before = await listLoaded(oldTab);
    await oldTab.getByRole('button', { name: 'Account and settings' }).click();
    await oldTab.getByRole('radio', { name: 'Español' }).check();
    await oldTab.getByRole('button', { name: oldSignOut }).waitFor();
    const loaded = await listLoaded(oldTab);
    const late = loaded.slice(before.length).map(({ file }) => file);
    expect(late.filter((file) => listOnlyIn('old', 'new').includes(file))).toHaveLength(1);
  });

  it('gives the open tab the new page when it is loaded again', async () => {
    await oldTab.reload();
    await oldTab.getByRole('button', { name: 'Cuenta y ajustes' }).click();
    await expect(oldTab.getByRole('button', { name: newSignOut }).isVisible()).resolves.toBe(true);
  });
});
