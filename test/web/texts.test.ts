import { describe, expect, it } from 'vitest';
import { priceBook } from '../../shared/price-book.ts';
import { en } from '../../web/i18n/en.ts';
import { es } from '../../web/i18n/es.ts';
import { enForms } from '../../web/i18n/forms/en-forms.ts';
import { esForms } from '../../web/i18n/forms/es-forms.ts';
import { chooseLanguage, chooseLocale } from '../../web/i18n/language.ts';
import { loadTexts } from '../../web/i18n/load-texts.ts';
import { messagePrice } from '../../web/src/wallet/message-price.ts';

/** Every plain text with where it stands. */
function textsIn(node: unknown, path = ''): Array<[string, string]> {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => textsIn(child, `${path}.${name}`));
}

describe('the texts', () => {
  it('count tokens', () => {
    expect([en.tokens(1, '1'), en.tokens(0, '0'), es.tokens(7_500, '7.500')]).toEqual([
      '1 token',
      '0 tokens',
      '7.500 tokens',
    ]);
  });

  it('leave nothing empty but the word for a balance that is fine', () => {
    const empty = [...textsIn(en), ...textsIn(es)].filter(([, text]) => text.trim() === '');
    expect(empty.map(([path]) => path)).toEqual(['.balance.level.ok', '.balance.level.ok']);
  });

  it('name every service and unit of the price book in Spanish', () => {
    const services = Object.entries(priceBook.services);
    expect(Object.keys(es.activity.service)).toEqual(services.map(([service]) => service));
    expect(Object.keys(es.activity.unit)).toEqual(services.map(([, { unit }]) => unit));
  });

  it('of the forms are all there in both languages, and differ', () => {
    const words = [textsIn(enForms), textsIn(esForms)].map((texts) => new Map(texts));
    const [english = new Map(), spanish = new Map()] = words;
    expect([...spanish.keys()]).toEqual([...english.keys()]);
    const same = [...english].filter(([path, text]) => spanish.get(path) === text);
    // Names, which are the same everywhere.
    expect(same.map(([path]) => path).filter((path) => !path.includes('.platform.'))).toEqual([]);
    expect([...english.values(), ...spanish.values()]).not.toContain('');
  });

  it('load by language', async () => {
    expect([await loadTexts('en'), await loadTexts('es')]).toEqual([en, es]);
  });
});

describe('chooseLanguage', () => {
  it.each([
    ['es', ['en-GB'], 'es'],
    [null, ['fr-FR', 'es-MX', 'en'], 'es'],
    [null, ['fr-FR'], 'en'],
    ['toString', [], 'en'],
  ])('from %s and %j chooses %s', (chosen, preferred, language) => {
    expect(chooseLanguage(chosen, preferred)).toBe(language);
  });
});

describe('chooseLocale', () => {
  it('is the browser’s own variety of the language, else ours', () => {
    expect(chooseLocale('en', ['es-MX', 'en-US'])).toBe('en-US');
    expect(chooseLocale('en', ['en'])).toBe('en-GB');
  });
});

describe('messagePrice', () => {
  it('is what the server asks for a message', () => {
    const services = Object.entries(priceBook.services).map(([service, price]) => ({
      service,
      ...price,
    }));
    expect(messagePrice({ version: 1, services, plans: [] })).toBe(1);
  });

  it('is not known without a price book', () => {
    expect(messagePrice(null)).toBeNull();
  });
});
