import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarms } from '../../infra/observability/alarms.ts';

const text = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

/** The text under each heading of an alarm, by the heading. */
const articles = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((article) => [article.slice(0, article.indexOf('\n')), article.split(/^## /m)[0] ?? '']),
);

const questions = [
  'What it means.',
  'How to see it.',
  'What to do.',
  'How to know that it is over.',
];

describe('the runbook', () => {
  it.each(Object.keys(alarms))('says about %s all that whoever it wakes has to know', (name) => {
    const article = articles.get(name) ?? '';
    const answers = questions.map((question) => article.split(`**${question}**`)[1] ?? '');
    for (const answer of answers) {
      expect(answer.split('**')[0]!.trim().length).toBeGreaterThan(10);
    }
  });

  it('has no article about an alarm that there is not', () => {
    expect([...articles.keys()].filter((name) => !(name in alarms))).toEqual([]);
  });

  it.each(Object.entries(alarms))(
    'says how urgent %s is, as the alarm does',
    (name, { urgency }) => {
      const row = text
        .split('\n')
        .find((line) => line.startsWith('|') && line.includes(`(#${name})`));
      expect(row?.split('|').at(-2)?.trim()).toBe(urgency);
    },
  );
});
