import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceSchema, transactionsSchema } from '../../shared/api/tokens.ts';
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
import { type LogLine, type Product, startProduct } from '../support/product.ts';

const email = 'lina@example.com';

describe('creating a contact by chat', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  const balances: number[] = [];

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    await signIn(page, product.url, 'demo@example.com', 'demo');
    await page.locator('.balance-badge').waitFor();
    balances.push(await shownBalance(page));
    await keepShot(page, 'empty-desktop');
    await expectAccessible(page);
    for (const message of ['create contact Lina Rosalex', `8135551234 ${email}`, 'yes']) {
      await say(page, message);
      balances.push(await shownBalance(page));
    }
    await keepShot(page, 'contact-created-desktop');
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('asks for what is missing, shows what it will do, and says what it did', async () => {
    const log = page.getByRole('log');
    await expect(log.getByText('phone number').first().isVisible()).resolves.toBe(true);
    await expect(log.getByText('Shall I go ahead?').isVisible()).resolves.toBe(true);
    await expect(log.getByText('Contact created').first().isVisible()).resolves.toBe(true);
  });

  it('moves the balance 100, 99, 98, 97 and names each cost', async () => {
    expect(balances).toEqual([100, 99, 98, 97]);
    for (const left of [99, 98, 97]) {
      const cost = page.getByRole('log').getByText(`1 token · ${left} left`);
      await expect(cost.count()).resolves.toBe(1);
    }
  });

  it('creates the contact, as the MCP server itself says', async () => {
    const found = await product.callCrm('15', 'contacts_get-contacts', { query: email });
    expect(found).toMatchObject({
      contacts: [{ firstName: 'Lina', lastName: 'Rosalex', email, phone: '+18135551234' }],
    });
  });

  it('leaves three transactions that add up, in the API and on the page', async () => {
    const { transactions } = transactionsSchema.parse(
      await product.get('/api/tokens/transactions'),
    );
    const chat = transactions.filter(({ service }) => service === 'ai_chat_message');
    expect(chat.map(({ tokens, balanceAfter, status }) => [tokens, balanceAfter, status])).toEqual([
      [-1, 97, 'charged'],
      [-1, 98, 'charged'],
      [-1, 99, 'charged'],
    ]);
    const balance = balanceSchema.parse(await product.get('/api/tokens/balance'));
    expect(balance).toMatchObject({ available: 97, held: 0, usedThisPeriod: 3 });
    const rows = page.locator('.transaction').filter({ hasText: 'Chat message' });
    await expect(rows.count()).resolves.toBe(3);
    await expect(rows.first().textContent()).resolves.toContain('Balance 97');
  });

  it('logs each deduction so that it can be read without the database', () => {
    const lines = product.readLog();
    const turns = lines.filter(({ message }) => message === 'turn settled');
    expect(turns).toHaveLength(3);
    const last = lines.filter(({ requestId }) => requestId === turns[2]?.['requestId']);
    expect(last.map(({ message }) => message)).toEqual([
      'account lookup',
      'account found',
      'tokens deducted',
      'tool called',
      'turn settled',
    ]);
    expect(byMessage(last, 'account found')).toMatchObject({ clientId: '15', accountId: '7' });
    expect(byMessage(last, 'tokens deducted')).toMatchObject({
      accountId: '7',
      service: 'ai_chat_message',
      tokens: 1,
      balanceBefore: 98,
      balanceAfter: 97,
    });
    expect(byMessage(last, 'tool called')).toMatchObject({
      tool: 'contacts_create-contact',
      outcome: 'done',
      contactId: expect.any(String),
    });
    expect(JSON.stringify(lines)).not.toMatch(/Rosalex,|lina@|8135551234/);
  });

  it('goes on with the same conversation after a reload', async () => {
    await page.reload();
    await page.getByRole('log').getByText('Contact created').first().waitFor();
    await say(page, 'show my contacts');
    await expect(shownBalance(page)).resolves.toBe(96);
    await expect(page.getByRole('log').getByText('Lina Rosalex').count()).resolves.toBeGreaterThan(
      2,
    );
  });

  it('asks on a card before it deletes, and deletes only when approved', async () => {
    await say(page, 'delete contact Lina Rosalex');
    const card = page.getByRole('region', { name: 'Delete a contact?' });
    await card.waitFor();
    const named = page.getByRole('log').getByText("I'll delete this contact");
    await expect(named.count()).resolves.toBe(1);
    await keepShot(page, 'approval-desktop');
    await expectAccessible(page);
    await expect(countContacts(product)).resolves.toBe(1);
    await card.getByRole('button', { name: 'Deny' }).click();
    await card.waitFor({ state: 'detached' });
    await page.locator('[role=log][aria-busy=false]').waitFor();
    await expect(countContacts(product)).resolves.toBe(1);

    await say(page, 'delete contact Lina Rosalex');
    // Typing answers the card as its buttons do, and costs nothing.
    await composer(page).fill('yes');
    await composer(page).press('Enter');
    await card.waitFor({ state: 'detached' });
    await page.locator('[role=log][aria-busy=false]').waitFor();
    await expect.poll(() => countContacts(product)).toBe(0);
    await expect(shownBalance(page)).resolves.toBe(94);
  });

  it('is accessible on a phone, light and dark', async () => {
    await page.setViewportSize(sizes.phone);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await keepShot(page, `conversation-phone-${colorScheme}`);
      await expectAccessible(page);
    }
  });
});

const byMessage = (lines: readonly LogLine[], message: string) =>
  lines.find((line) => line.message === message);

async function countContacts(product: Product): Promise<number> {
  const found = await product.callCrm('15', 'contacts_get-contacts', { query: email });
  return (found as { contacts: unknown[] }).contacts.length;
}
