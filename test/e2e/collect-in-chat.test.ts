import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobListSchema, jobSchema } from '../../shared/api/jobs.ts';
import { priceOf } from '../../shared/price-book.ts';
import { openBrowser, openPage, say, shownBalance, signIn } from '../support/browser.ts';
import { inspect, press, readBalance, readRows } from '../support/forms.ts';
import { parseCsv } from '../support/parse-csv.ts';
import { type Product, startProduct } from '../support/product.ts';

const count = 40;
const jobTokens = priceOf('business_collector', count);

describe('collecting businesses by chat', () => {
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

  const readJobs = async () => jobListSchema.parse(await product.get('/api/jobs?clientId=15')).jobs;

  it('asks on a card with the most that it can cost, before anything is held', async () => {
    await say(page, `collect ${count} dentists in Tampa, Florida`);
    const card = page.locator('.approval-card');
    await card.getByText(`This will cost ${jobTokens} tokens.`).waitFor();
    await inspect(page, 'collect-approval-desktop');
    expect(await readJobs()).toEqual([]);
    expect(await readBalance(product)).toBe(99);
  });

  it('is done by the worker once approved, and costs what it found', async () => {
    await press(page, 'Approve');
    await page.locator('[role=log][aria-busy=false]').waitFor();
    await expect
      .poll(async () => (await readJobs()).map(({ status }) => status), { timeout: 60_000 })
      .toEqual(['done']);
    const [job] = await readJobs();
    expect(job).toMatchObject({
      requested: count,
      delivered: count,
      tokens: { held: jobTokens, captured: jobTokens },
    });
    expect(await readBalance(product)).toBe(99 - jobTokens);
    expect(await readRows(product, 'business_collector')).toMatchObject([
      { tokens: -jobTokens, quantity: count, status: 'charged', clientId: '15' },
    ]);
    await expect.poll(() => shownBalance(page)).toBe(99 - jobTokens);
  });

  it('leaves a file with every business that was paid for', async () => {
    const [job] = await readJobs();
    const { jobId } = jobSchema.parse(job);
    const headers = { authorization: `Bearer ${product.ready.apiKey}`, accept: 'text/csv' };
    const answer = await fetch(`${product.url}/api/jobs/${jobId}/results`, { headers });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const [columns, ...leads] = parseCsv(await answer.text());
    expect(columns?.slice(0, 3)).toEqual(['name', 'category', 'phone']);
    expect(leads).toHaveLength(count);
    expect(new Set(leads.map(([name]) => name)).size).toBe(count);
  });

  it('stands on the page of collections', async () => {
    await page.getByRole('link', { name: 'Lead collector' }).click();
    await press(page, /Tampa/);
    await page.getByText(`${count} of ${count} found`).waitFor();
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(20);
    await inspect(page, 'collect-found-desktop');
  });
});
