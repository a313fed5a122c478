import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  composer,
  expectAccessible,
  keepShot,
  openBrowser,
  openPage,
  say,
  shownBalance,
  signIn,
} from '../support/browser.ts';
import {
  fails,
  hangsAfter,
  type ModelServer,
  says,
  startModelServer,
} from '../support/model-server.ts';
import { type Product, startProduct } from '../support/product.ts';

describe('a reply that does not come to its end', () => {
  let model: ModelServer;
  let product: Product;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    model = await startModelServer();
    product = await startProduct(model);
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    await signIn(page, product.url, 'demo@example.com', 'demo');
    await page.locator('.balance-badge').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await model?.[Symbol.asyncDispose]();
  });

  const send = async (text: string) => {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  };
  const ended = () => page.locator('[role=log][aria-busy=false]').waitFor();

  it('says that nothing was charged when the model fails, and answers on another try', async () => {
    model.script(fails());
    await send('hello');
    await page.getByText('No answer came').waitFor();
    await expect(shownBalance(page)).resolves.toBe(100);
    await keepShot(page, 'model-failed-desktop');
    await expectAccessible(page);

    model.script(says('Here I am.'));
    await page.locator('.failure-card').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('log').getByText('Here I am.').waitFor();
    await ended();
    await expect(shownBalance(page)).resolves.toBe(99);
    const rows = page.locator('.transaction').filter({ hasText: 'Chat message' });
    await expect
      .poll(() => rows.allTextContents())
      .toMatchObject([expect.stringContaining('Charged'), expect.stringContaining('Given back')]);
  });

  it('stops when it is told to, keeps what was said, and charges that once', async () => {
    model.script(hangsAfter('The first half of the answer'));
    await send('a long story, please');
    await page.getByRole('log').getByText('The first half').waitFor();
    await keepShot(page, 'streaming-desktop');
    await page.getByRole('button', { name: 'Stop' }).click();
    await ended();
    await expect(shownBalance(page)).resolves.toBe(98);
    await page.getByRole('log').getByText('Stopped').waitFor();
    await page.reload();
    await page.getByRole('log').getByText('The first half').waitFor();
  });

  it('keeps the message when the connection is lost, and charges it once in the end', async () => {
    model.script(says('Back again.'));
    await page.context().setOffline(true);
    await send('are you there?');
    await page.getByText('The connection was lost').waitFor();
    await keepShot(page, 'connection-lost-desktop');
    await expectAccessible(page);
    await page.context().setOffline(false);
    await page.locator('.failure-card').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('log').getByText('Back again.').waitFor();
    await ended();
    await expect(shownBalance(page)).resolves.toBe(97);
  });

  it('shows what a model writes as text, never as a part of the page', async () => {
    model.script(says('<img src=x onerror="document.title=1"> **bold** [x](javascript:alert(1))'));
    await say(page, 'write some markup');
    await expect(page.locator('.message-assistant strong').count()).resolves.toBeGreaterThan(0);
    await expect(page.locator('.message-assistant img').count()).resolves.toBe(0);
    await expect(page.locator('.message-assistant a[href^=javascript]').count()).resolves.toBe(0);
  });
});
