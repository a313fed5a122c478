import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, say, signIn } from '../support/browser.ts';
import { hostileMark, hostileTexts } from '../support/hostile-texts.ts';
import { calls, type ModelServer, says, startModelServer } from '../support/model-server.ts';
import { type Product, startProduct } from '../support/product.ts';

/** All that Markdown may become. */
const markdownTags = new Set(
  'a blockquote br code del div em h3 h4 h5 hr li ol p pre strong table tbody td th thead tr ul'
    .split(' ')
    .map((tag) => tag.toUpperCase()),
);
const markdownAttributes = ['class', 'href', 'target', 'rel', 'tabindex', 'start', 'scope'];

describe('hostile text in a reply', () => {
  let model: ModelServer;
  let product: Product;
  let browser: Browser;
  let page: Page;
  /** Addresses outside the product that the page asked for. */
  const strayRequests: string[] = [];
  const dialogs: string[] = [];

  beforeAll(async () => {
    model = await startModelServer();
    product = await startProduct(model);
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    page.on('request', noteStray);
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await signIn(page, product.url, 'demo@example.com', 'demo');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await model?.[Symbol.asyncDispose]();
  });

  const noteStray = (request: Request) => {
    if (!request.url().startsWith(product.url)) strayRequests.push(request.url());
  };

  /** What the page made of the replies: their elements, attributes and links. */
  const readReplies = () =>
    page.locator('.message-assistant .markdown').evaluateAll((roots) => {
      const elements = roots.flatMap((root) => [...root.querySelectorAll('*')]);
      const links = elements.filter((element) => element.tagName === 'A');
      return {
        tags: [...new Set(elements.map(({ tagName }) => tagName))],
        attributes: [...new Set(elements.flatMap((element) => element.getAttributeNames()))],
        links: links.map((link) => (link as HTMLAnchorElement).href),
        rels: [...new Set(links.map((link) => link.getAttribute('rel')))],
      };
    });

  async function expectHarmless() {
    const { tags, attributes, links, rels } = await readReplies();
    expect(tags.filter((tag) => !markdownTags.has(tag))).toEqual([]);
    expect(attributes.filter((name) => !markdownAttributes.includes(name))).toEqual([]);
    for (const link of links) expect(link).toMatch(/^(https?|mailto|tel):/);
    for (const rel of rels) expect(rel).toBe('noopener noreferrer nofollow');
    expect(await page.evaluate((mark) => mark in window, hostileMark)).toBe(false);
    expect(new URL(page.url()).origin).toBe(product.url);
    expect(strayRequests).toEqual([]);
    expect(dialogs).toEqual([]);
  }

  it('is shown and does nothing, one by one and as a whole', async () => {
    for (const [index, text] of hostileTexts.entries()) {
      model.script(says(text));
      await say(page, `Number ${index}`);
    }
    await expectHarmless();
    const { links } = await readReplies();
    // The corpus has addresses that are fine, which shows that links are looked at.
    expect(links.length).toBeGreaterThan(0);
  });

  it('does nothing either when the conversation is loaded again', async () => {
    await page.reload();
    await page
      .getByRole('log')
      .getByText(`Number ${hostileTexts.length - 1}`)
      .waitFor();
    await expectHarmless();
  });

  it('does nothing in the arguments, the result and the name of a tool', async () => {
    const [script = '', image = ''] = hostileTexts;
    model.script(
      calls('contacts_create-contact', { firstName: image, lastName: script }),
      says('It is there.'),
    );
    await say(page, 'create a contact');
    model.script(calls('contacts_get-contacts', { query: image }), says('Found.'));
    await say(page, 'look for it');
    model.script(calls('img-onerror', { [image]: [image] }), says('There is no such tool.'));
    await say(page, 'use a tool that is none');

    const cards = page.locator('.tool-card');
    const count = await cards.count();
    expect(count).toBeGreaterThanOrEqual(2);
    for (let card = 0; card < count; card++) await cards.nth(card).locator('summary').click();
    await expect(cards.first().textContent()).resolves.toContain(image);
    await expect(cards.locator('img, script, iframe').count()).resolves.toBe(0);
    await expectHarmless();
  });
});
