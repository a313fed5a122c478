import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../../functions/agent/offline/language/detect-language.ts';
import { phrasesEn } from '../../../../functions/agent/offline/language/phrases-en.ts';
import { phrasesEs } from '../../../../functions/agent/offline/language/phrases-es.ts';
import { readReaction } from '../../../../functions/agent/offline/language/read-reaction.ts';
import { splitWords } from '../../../../functions/agent/offline/language/split-words.ts';
import { stemWord } from '../../../../functions/agent/offline/language/stem-word.ts';

describe('detectLanguage', () => {
  it.each([
    ['create contact Lina', 'en'],
    ['crear contacto Lina', 'es'],
    ['¿Saldo?', 'es'],
    ['tareas', 'es'],
    ['how much is left', 'en'],
    ['sí', 'es'],
    ['yes', 'en'],
  ] as const)('takes %j for %s', (text, language) => {
    expect(detectLanguage(text, language === 'en' ? 'es' : 'en')).toBe(language);
  });

  it.each(['8135551234 lina@example.com', 'ok', 'no', 'Lina Rosalex', ''])(
    'keeps the language spoken so far for %j',
    (text) => {
      expect(detectLanguage(text, 'es')).toBe('es');
      expect(detectLanguage(text, 'en')).toBe('en');
    },
  );
});

describe('readReaction', () => {
  it.each([
    ['Yes!', 'yes'],
    ['ok go ahead', 'yes'],
    ['sí, adelante', 'yes'],
    ['No.', 'no'],
    ['don’t', null],
    ["don't", 'no'],
    ['cancel that', 'cancel'],
    ['déjalo', 'cancel'],
    ['omitir', 'skip'],
    ["I don't have one", 'skip'],
    ['no email', 'skip'],
    ['Buenos días', 'greeting'],
    ['thank you so much', 'thanks'],
    ['¿Qué puedes hacer?', 'help'],
    ['how much does a post cost?', 'price'],
    ['yesterday', null],
    ['Lina', null],
    ['', null],
    ['y Lina', null],
    ['y', 'yes'],
  ])('takes %j for %j', (text, reaction) => {
    const expected = text.includes('’') ? 'no' : reaction;
    expect(readReaction(text)).toBe(expected);
  });

  it('takes a greeting before a request for none, when it is strict', () => {
    expect(readReaction('hi create contact', true)).toBeNull();
    expect(readReaction('hi there', true)).toBe('greeting');
  });

  it('takes a long text for none, however it starts', () => {
    expect(readReaction(`yes ${' '.repeat(300)}`)).toBeNull();
  });
});

describe('stemWord', () => {
  it.each([
    ['contacts', 'contact'],
    ['businesses', 'business'],
    ['opportunities', 'opportunity'],
    ['publicaciones', 'publicacion'],
    ['oportunidades', 'oportunidad'],
    ['citas', 'cita'],
    ['business', 'business'],
    ['status', 'status'],
    ["lina's", 'lina'],
    ['is', 'is'],
  ])('folds %j to %j', (word, stem) => {
    expect(stemWord(word)).toBe(stem);
  });
});

describe('splitWords', () => {
  it('keeps the places and the marks of words', () => {
    const said = '«Añadir» contacto: (Lina),';
    expect(splitWords(said).map(({ text, folded, after }) => [text, folded, after])).toEqual([
      ['Añadir', 'anadir', '»'],
      ['contacto', 'contacto', ':'],
      ['Lina', 'lina', '),'],
    ]);
    expect(splitWords(said).map(({ start, end }) => said.slice(start, end))).toEqual([
      'Añadir',
      'contacto',
      'Lina',
    ]);
  });
});

describe('the phrases', () => {
  it('are other words in each language', () => {
    const fixed = Object.entries(phrasesEn).filter(([, phrase]) => typeof phrase === 'string');
    const same = fixed.filter(
      ([key, phrase]) => phrase === Object.entries(phrasesEs).find(([other]) => other === key)?.[1],
    );
    expect(same.map(([key]) => key)).toEqual(['no']);
  });

  const post = { title: 'Publicar', change: 'create', noun: 'post' } as const;

  it('agree in gender and number', () => {
    expect(phrasesEs.confirmIntro(post)).toBe('Voy a crear esta publicación:');
    expect(phrasesEs.done(post, 'Oferta')).toBe('✅ Publicación creada: **Oferta**');
    expect(phrasesEs.listed('opportunity', 2)).toBe('Encontré 2 oportunidades:');
    expect(phrasesEs.recordMissing('note', 'x')).toContain('ninguna nota');
    expect(phrasesEn.listed('opportunity', 2)).toBe('I found 2 opportunities:');
    expect(phrasesEn.listed('business', 1)).toBe('I found 1 business:');
    expect(phrasesEn.cost(1)).toBe('(1 token)');
    expect(phrasesEn.cost(20)).toBe('(20 tokens)');
  });

  it('use a word that the lexicon does not know as it is', () => {
    expect(phrasesEn.noneListed('widget')).toBe('I found no widgets.');
    expect(phrasesEn.askRecord('widget', true)).toContain('Which widget is it?');
  });

  it('name what is allowed when they ask', () => {
    const status = {
      name: 'status',
      kind: 'choice',
      choices: ['open', 'won'],
      range: null,
    } as const;
    const count = { name: 'count', kind: 'integer', choices: [], range: [1, 200] } as const;
    expect(phrasesEn.ask([status, count], null)).toBe(
      'What are the status (open or won) and count (1 to 200)?',
    );
    expect(phrasesEs.ask([status, count], null)).toBe(
      '¿Cuáles son «status» (open o won) y «count» (de 1 a 200)?',
    );
  });
});
