import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, openPage, shownBalance, signIn } from '../support/browser.ts';
import {
  fillCall,
  inspect,
  openForm,
  press,
  readBalance,
  readRows,
  seeHeading,
} from '../support/forms.ts';
import { type Product, startProduct } from '../support/product.ts';

const toolAddress = '**/api/mcp/tools/outbound_call';
const placed = 'Place call · 1 token';

describe('a form that meets trouble', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    await signIn(page, product.url, 'demo@example.com', 'demo');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  let balance: number;
  let callCount: number;
  beforeEach(async () => {
    await page.unrouteAll({ behavior: 'wait' });
    balance = await readBalance(product);
    callCount = (await readRows(product, 'outbound_call')).length;
  });

  async function expectPaid(count: number): Promise<void> {
    expect(await readBalance(product)).toBe(balance - count);
    expect(await readRows(product, 'outbound_call')).toHaveLength(callCount + count);
    await expect.poll(() => shownBalance(page)).toBe(balance - count);
  }

  it('pays once for a button that is pressed twice', async () => {
    await openForm(page, product, 'calls');
    await fillCall(page, '+34 600 000 000');
    await page.getByRole('button', { name: placed }).dblclick();
    await seeHeading(page, 'Call placed');
    await expectPaid(1);
  });

  it('pays once when the answer is lost and the person tries again', async () => {
    // The call is placed, and its answer never arrives.
    await page.route(
      toolAddress,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await openForm(page, product, 'calls');
    await fillCall(page, '+34 600 000 000');
    await press(page, placed);
    await page.getByText('The answer did not arrive').waitFor();
    await inspect(page, 'call-lost-desktop');
    await press(page, 'Try again');
    await seeHeading(page, 'Call placed');
    await expectPaid(1);
  });

  it('pays once when the page is reloaded before the answer', async () => {
    await page.route(
      toolAddress,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await openForm(page, product, 'calls');
    await fillCall(page, '+34 600 000 000');
    await press(page, placed);
    await page.getByText('The answer did not arrive').waitFor();
    await page.reload();
    await page.getByText('The answer did not arrive').waitFor();
    await press(page, 'Try again');
    await seeHeading(page, 'Call placed');
    await expectPaid(1);
  });

  it('keeps what was written without a connection, and costs nothing', async () => {
    await openForm(page, product, 'calls');
    await page.context().setOffline(true);
    await page.getByLabel('Phone number').fill('+34 600 000 000');
    await press(page, 'Review call');
    await page.getByText('The answer did not arrive').waitFor();
    await page.context().setOffline(false);
    await press(page, 'Try again');
    await seeHeading(page, 'Place this call?');
    await press(page, 'Back');
    expect(await page.getByLabel('Phone number').inputValue()).toBe('+34 600 000 000');
    await expectPaid(0);
  });

  it('says why a call was not placed, and that nothing was charged', async () => {
    await openForm(page, product, 'calls');
    await fillCall(page, '+34 600 000 001');
    await press(page, placed);
    await page.getByText('this number cannot be called').waitFor();
    await page.getByText('Nothing was charged.').waitFor();
    await inspect(page, 'call-refused-desktop');
    expect(await readBalance(product)).toBe(balance);
    const [row] = await readRows(product, 'outbound_call');
    expect(row).toMatchObject({ tokens: 0, status: 'released' });
  });

  it('says before any cost that a number asked not to be called', async () => {
    await openForm(page, product, 'calls');
    await product.doNotCall.add('15', '+34600000009');
    await fillCall(page, '+34 600 000 009');
    await press(page, placed);
    await page.getByText('do-not-call list').waitFor();
    await expectPaid(0);
  });

  it('knows no collection of somebody else', async () => {
    await page.goto(`${product.url}/leads.html#job=job_${'a'.repeat(43)}`);
    await page.reload();
    await seeHeading(page, 'No such collection');
    await inspect(page, 'collection-gone-desktop');
    await press(page, 'New collection');
    await page.getByRole('form').waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });

  it('speaks Spanish', async () => {
    await openForm(page, product, 'calls');
    await press(page, 'Account and settings');
    await page.getByRole('radio', { name: 'Español' }).check();
    await page.getByRole('heading', { level: 1, name: 'Llamadas' }).waitFor();
    await page.keyboard.press('Escape');
    await inspect(page, 'call-form-spanish-desktop');
    await expect(page.title()).resolves.toBe('Llamadas · Metered Copilot');
  });

  it('does not sell what the balance does not cover', async () => {
    const poor = await openPage(browser, 'phone');
    await signIn(poor, product.url, 'second@example.com', 'demo');
    await openForm(poor, product, 'calls');
    await fillCall(poor, '+34 600 000 000');
    const spent = { actor: 'system:test', idempotencyKey: 'all', service: 'social_post' } as const;
    await product.ledger.execute({ kind: 'charge', accountId: '8', quantity: 10, ...spent });
    await press(poor, placed);
    await poor.getByText('Not enough tokens').waitFor();
    await inspect(poor, 'call-unpaid-phone');

    await press(poor, 'Dismiss');
    await press(poor, 'Review call');
    await poor.getByText('You have 0 tokens, which is not enough. More tokens come on').waitFor();
    const button = poor.getByRole('button', { name: placed });
    await expect(button.isDisabled()).resolves.toBe(true);
    await inspect(poor, 'call-out-of-tokens-phone');
  });
});
