import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, shownBalance, signIn, type sizes } from '../support/browser.ts';
import {
  fillCall,
  inspect,
  openForm,
  press,
  readBalance,
  readFact,
  readRows,
  seeHeading,
} from '../support/forms.ts';
import { parseCsv } from '../support/parse-csv.ts';
import { type Product, startProduct } from '../support/product.ts';

const schemes: Record<keyof typeof sizes, 'light' | 'dark'> = { desktop: 'light', phone: 'dark' };

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

describe.each(['desktop', 'phone'] as const)('on a %s', (size) => {
  let page: Page;
  let balance: number;
  beforeAll(async () => {
    page = await openPage(browser, size);
    await page.emulateMedia({ colorScheme: schemes[size] });
    await signIn(page, product.url, 'demo@example.com', 'demo');
    balance = await readBalance(product);
  });

  /** The balance has moved by so much in the API, and the page shows the same. */
  async function expectSpent(tokens: number): Promise<void> {
    balance -= tokens;
    expect(await readBalance(product)).toBe(balance);
    await expect.poll(() => shownBalance(page)).toBe(balance);
  }

  it('is led to the forms from the copilot', async () => {
    for (const name of ['Calls', 'Lead collector', 'Social media']) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    expect(new URL(page.url()).searchParams.get('client_id')).toBe('15');
  });

  it('has a number called, and sees how the call goes', async () => {
    await openForm(page, product, 'calls');
    await press(page, 'Review call');
    await page.getByText('Enter the number to call.').waitFor();
    await inspect(page, `call-form-${size}`);
    await fillCall(page, '+34 600 000 002');
    expect(await readFact(page, 'Cost')).toBe('1 token');
    expect(await readFact(page, 'Balance after')).toBe(`${balance - 1} tokens`);
    await inspect(page, `call-confirm-${size}`);
    await expectSpent(0);

    await press(page, 'Place call · 1 token');
    await seeHeading(page, 'Call placed');
    await inspect(page, `call-placed-${size}`);
    await expectSpent(1);
    expect(await readFact(page, 'Balance after')).toBe(`${balance} tokens`);
    await page.getByText('Busy', { exact: true }).waitFor();
    const [row] = await readRows(product, 'outbound_call');
    expect(row).toMatchObject({
      service: 'outbound_call',
      quantity: 1,
      tokens: -1,
      balanceAfter: balance,
      status: 'charged',
      clientId: '15',
      reference: { tool: 'outbound_call' },
    });
  });

  it('collects businesses, as a file and as contacts', async () => {
    await openForm(page, product, 'leads');
    await page.getByLabel('Kind of business').fill('dentist');
    await page.getByLabel('Place', { exact: true }).fill(`Tampa, ${size}`);
    await page.getByLabel('How many at most').fill('25');
    await press(page, 'Review collection');
    await seeHeading(page, 'Start this collection?');
    expect(await readFact(page, 'Cost')).toBe('Up to 5 tokens');
    await inspect(page, `leads-confirm-${size}`);
    await press(page, 'Start · up to 5 tokens');
    await seeHeading(page, `dentist, Tampa, ${size}`);
    await page.reload();
    await page.getByText('25 of 25 found').waitFor();
    await seeHeading(page, `dentist, Tampa, ${size}`);
    await expectSpent(5);
    expect(await readFact(page, 'Cost')).toBe('5 tokens');
    await expect.poll(() => readFact(page, 'Balance now')).toBe(`${balance} tokens`);
    await inspect(page, `leads-done-${size}`);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(page, 'Download CSV'),
    ]);
    expect(download.suggestedFilename()).toBe(`leads-dentist-tampa-${size}.csv`);
    const [columns, ...leads] = parseCsv(await readFile(await download.path(), 'utf8'));
    expect(columns?.[0]).toBe('name');
    expect(leads).toHaveLength(25);

    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('21 to 25 of 25').waitFor();
    await expect
      .poll(() => page.getByRole('rowheader').allTextContents())
      .toEqual(leads.slice(20).map(([name]) => name));
    await press(page, 'Save as contacts');
    await page.getByText(/Contacts created: \d+\. Already there: \d+\./).waitFor();
    const found = await product.callCrm('15', 'contacts_get-contacts', { query: leads[0]?.[0] });
    expect(found).toMatchObject({ contacts: [expect.objectContaining({ tags: ['lead'] })] });
    const [row] = await readRows(product, 'business_collector');
    expect(row).toMatchObject({
      quantity: 25,
      tokens: -5,
      status: 'charged',
      reference: { tool: 'collect_businesses' },
    });
    await expectSpent(0);
  });

  it('stops a collection, which then costs what was found', async () => {
    await openForm(page, product, 'leads');
    await page.getByLabel('Kind of business').fill('bakery');
    await page.getByLabel('Place', { exact: true }).fill('Tampa');
    // What was collected before is found again.
    await page.getByRole('button', { name: `dentist, Tampa, ${size}` }).waitFor();
    await press(page, 'Review collection');
    await press(page, /^Start/);
    await seeHeading(page, 'bakery, Tampa');
    const cancel = page.getByRole('button', { name: 'Cancel' });
    // It may have ended before: then there is nothing left to stop.
    await cancel.click({ timeout: 2_000 }).catch(() => undefined);
    await page.locator('.state-cancelled, .state-done').waitFor();
    // Stands there once the collection is settled.
    const cost = await readFact(page, 'Cost');
    const [row] = await readRows(product, 'business_collector');
    const tokens = -(row?.tokens ?? 0);
    expect(cost).toBe(tokens === 0 ? 'Free' : `${tokens} tokens`);
    await expectSpent(tokens);
  });

  it('schedules a post, and finds it among the recent ones', async () => {
    await openForm(page, product, 'social-media');
    await inspect(page, `post-form-${size}`);
    await page.getByLabel('Text', { exact: true }).fill(`Open house, seen on a ${size}`);
    await page.getByLabel('LinkedIn').check();
    await page.getByRole('radio', { name: 'Later' }).check();
    await page.getByLabel('Date and time').fill('2000-01-05T09:00');
    await press(page, 'Review post');
    await page.getByText('Choose a time that is still to come.').waitFor();
    const nextYear = new Date().getFullYear() + 1;
    await page.getByLabel('Date and time').fill(`${nextYear}-01-05T09:00`);
    await page.getByLabel('Time zone').selectOption('Europe/Madrid');
    await press(page, 'Review post');
    await seeHeading(page, 'Schedule this post?');
    expect(await readFact(page, 'When')).toBe(`${nextYear}-01-05 09:00 (Europe/Madrid)`);
    await inspect(page, `post-confirm-${size}`);
    await press(page, 'Confirm · 10 tokens');
    await seeHeading(page, 'Post scheduled');
    await page
      .locator('.post', { hasText: `seen on a ${size}` })
      .getByText('Scheduled')
      .waitFor();
    await inspect(page, `post-scheduled-${size}`);
    await expectSpent(10);
    const [row] = await readRows(product, 'social_post');
    expect(row).toMatchObject({ tokens: -10, reference: { tool: 'schedule_post' } });
  });

  it('has a text written and a picture made, each for the price on its button', async () => {
    await openForm(page, product, 'social-media');
    await page.getByText('Write with AI').click();
    await page.getByLabel('What is the post about?').fill('Spring sale');
    await press(page, 'Write texts · 1 token');
    await page.getByRole('button', { name: 'Use this text: Text 2' }).click();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toContain('Spring sale');
    await page.getByText('Add a picture').click();
    await page.getByLabel('What should the picture show?').fill('A bright kitchen');
    await press(page, 'Make picture · 1 token');
    const picture = page.getByRole('img', { name: 'Picture 1' });
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    await inspect(page, `post-drafts-${size}`);
    await expectSpent(2);
    await press(page, 'Remove picture 1');
    await picture.waitFor({ state: 'detached' });
  });
});
