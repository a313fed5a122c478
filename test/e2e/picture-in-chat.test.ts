import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, say, shownBalance, signIn } from '../support/browser.ts';
import { inspect, press, readBalance, readRows } from '../support/forms.ts';
import { type Product, startProduct } from '../support/product.ts';

const prompt = 'our new bakery';

describe('a picture by chat', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    await signIn(page, product.url, 'demo@example.com', 'demo');
    await page.locator('.balance-badge').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** As the browser has drawn it. */
  async function readPicture(): Promise<{ source: string; widthPixels: number }> {
    const picture = page.getByRole('img', { name: prompt });
    await picture.scrollIntoViewIfNeeded();
    const draw = (image: Element) =>
      image instanceof HTMLImageElement
        ? { source: image.currentSrc, widthPixels: image.complete ? image.naturalWidth : 0 }
        : { source: '', widthPixels: 0 };
    await expect.poll(async () => (await picture.evaluate(draw)).widthPixels).toBe(1_024);
    return picture.evaluate(draw);
  }

  it('asks on a card that says what it costs', async () => {
    await say(page, `make a picture of ${prompt}`);
    await page.locator('.approval-card').getByText('This will cost 1 token.').waitFor();
    expect(await readBalance(product)).toBe(99);
  });

  it('is shown once approved, and costs a token', async () => {
    await press(page, 'Approve');
    const { source } = await readPicture();
    expect(source).toMatch(new RegExp(`^${product.url}/media/clients/15/img_`));
    await inspect(page, 'picture-desktop');
    expect(await readBalance(product)).toBe(98);
    expect(await readRows(product, 'post_image')).toMatchObject([
      { tokens: -1, quantity: 1, status: 'charged', clientId: '15' },
    ]);
    await expect.poll(() => shownBalance(page)).toBe(98);
  });

  it('is there again when the page is opened anew, by an address of its own', async () => {
    const before = await readPicture();
    await page.reload();
    const after = await readPicture();
    const pathOf = ({ source }: { source: string }) => new URL(source).pathname;
    expect(pathOf(after)).toBe(pathOf(before));
  });
});
