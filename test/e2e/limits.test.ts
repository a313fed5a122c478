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
  sizes,
} from '../support/browser.ts';
import { type Product, startProduct } from '../support/product.ts';

const draft = 'create contact Lina Rosalex';

describe('the ends of what a user may do', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function openAs(email: string, size: keyof typeof sizes = 'desktop'): Promise<Page> {
    const page = await openPage(browser, size);
    await signIn(page, product.url, email, 'demo');
    await page.locator('.balance-badge').waitFor();
    return page;
  }

  it('refuses at zero before anything is sent, keeps the draft, and says when more comes', async () => {
    await product.ledger.execute({
      kind: 'charge',
      accountId: '8',
      actor: 'system:test',
      idempotencyKey: 'all but one',
      service: 'social_post',
      quantity: 9,
    });
    const page = await openAs('second@example.com');
    for (let left = 9; left >= 0; left--) {
      await say(page, 'hello');
      await expect(shownBalance(page)).resolves.toBe(left);
    }
    await composer(page).fill(draft);
    await composer(page).press('Enter');
    await page.getByText('Not enough tokens').waitFor();
    await expect(composer(page).inputValue()).resolves.toBe(draft);
    await expect(page.getByText(/More tokens come on|tokens on/).count()).resolves.toBeGreaterThan(
      0,
    );
    await keepShot(page, 'out-of-tokens-desktop');
    await expectAccessible(page);
    await page.setViewportSize(sizes.phone);
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepShot(page, 'out-of-tokens-phone-dark');
  });

  it('shows another account nothing of the first one', async () => {
    const page = await openPage(browser, 'desktop');
    await page.goto(`${product.url}/?client_id=15`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill('second@example.com');
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This client is not yours').waitFor();
    await keepShot(page, 'foreign-client-desktop');
    await expectAccessible(page);
  });

  it('refuses a wrong password with a plain sentence', async () => {
    const page = await openPage(browser, 'phone');
    await page.goto(product.url);
    await keepShot(page, 'welcome-phone');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill('demo@example.com');
    await page.getByLabel('Password').fill('guess');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await keepShot(page, 'wrong-password-phone');
    await expectAccessible(page);
  });

  it('runs the chat alone, for embedding', async () => {
    const page = await openAs('demo@example.com', 'phone');
    await page.goto(`${product.url}/chat.html?client_id=15`);
    await composer(page).waitFor();
    await say(page, 'how many tokens do I have?');
    await expect(page.getByRole('log').getByText('99 tokens').count()).resolves.toBeGreaterThan(0);
    await keepShot(page, 'chat-alone-phone');
    await expectAccessible(page);
  });
});
