import type { Page } from 'playwright-core';
import { balanceSchema, type Transaction, transactionsSchema } from '../../shared/api/tokens.ts';
import { expectAccessible, keepShot } from './browser.ts';
import type { Product } from './product.ts';

export type FormPageName = 'calls' | 'leads' | 'social-media';

/** Opens the page of a form for somebody who is signed in. */
export async function openForm(page: Page, product: Product, name: FormPageName): Promise<void> {
  await page.goto(`${product.url}/${name}.html`);
  await page.getByRole('form').waitFor();
  await page.locator('.balance-badge').first().waitFor();
}

export const press = (page: Page, name: RegExp | string): Promise<void> =>
  page.getByRole('button', { name }).click();

export const seeHeading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name }).waitFor();

export async function fillCall(page: Page, number: string): Promise<void> {
  await page.getByLabel('Phone number').fill(number);
  await page.getByLabel('Name').fill('Lina Rosalex');
  await press(page, 'Review call');
  await seeHeading(page, 'Place this call?');
}

/** A fact on the card that is on show, by its label. */
export const readFact = (page: Page, label: string): Promise<string | null> =>
  page.locator('.facts > div', { hasText: label }).locator('dd').first().textContent();

/** Keeps a picture of a state, and looks for what would keep somebody out. */
export async function inspect(page: Page, name: string): Promise<void> {
  await keepShot(page, name);
  await expectAccessible(page);
}

export const readBalance = async (product: Product): Promise<number> =>
  balanceSchema.parse(await product.get('/api/tokens/balance')).available;

/** The newest rows of the history of one service, newest first. */
export async function readRows(product: Product, service: string): Promise<Transaction[]> {
  const answer = await product.get(`/api/tokens/transactions?limit=100&service=${service}`);
  return transactionsSchema.parse(answer).transactions;
}
