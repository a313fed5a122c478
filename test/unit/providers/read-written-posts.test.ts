import { describe, expect, it } from 'vitest';
import { readWrittenPosts } from '../../../functions/providers/text/read-written-posts.ts';

const answerOf = (written: object) => JSON.stringify(written);

describe('what a model has written', () => {
  it('is read with its hashtags', () => {
    const answer = answerOf({ texts: [' One ', 'Two'], hashtags: ['#spring', 'Sale'] });
    expect(readWrittenPosts(answer, 2)).toEqual({
      texts: ['One', 'Two'],
      hashtags: ['#spring', '#Sale'],
    });
  });

  it.each([
    ['a fence', '```json\n{"texts":["One"]}\n```'],
    ['a sentence', 'Here you are: {"texts":["One"]} Enjoy!'],
  ])('is found in %s', (_, answer) => {
    expect(readWrittenPosts(answer, 1)).toEqual({ texts: ['One'], hashtags: [] });
  });

  it('has no more texts than were asked for', () => {
    expect(readWrittenPosts(answerOf({ texts: ['a', 'b', 'c', 'd'] }), 3).texts).toHaveLength(3);
  });

  it('is cut between two words to what a post may have', () => {
    const [text] = readWrittenPosts(answerOf({ texts: ['word '.repeat(1_000)] }), 1).texts;
    expect(text.length).toBeLessThanOrEqual(2_200);
    expect(text).toMatch(/word$/);
    const whole = 'x'.repeat(2_200);
    expect(readWrittenPosts(answerOf({ texts: [whole] }), 1).texts).toEqual([whole]);
    const oneWord = readWrittenPosts(answerOf({ texts: ['x'.repeat(5_000)] }), 1).texts;
    expect(oneWord[0]).toHaveLength(2_200);
  });

  it('keeps each hashtag once, ten at most, and none that is no word', () => {
    const hashtags = ['#one', 'one', '!!', 'x'.repeat(61), ...Array.from('abcdefghijkl')];
    const read = readWrittenPosts(answerOf({ texts: ['a'], hashtags }), 1);
    expect(read.hashtags).toHaveLength(10);
    expect(read.hashtags.slice(0, 3)).toEqual(['#one', '#a', '#b']);
  });

  it.each([
    ['no JSON', 'I would rather not.'],
    ['nothing', ''],
    ['no texts', answerOf({ texts: [] })],
    ['an empty text', answerOf({ texts: [' '] })],
    ['texts that are none', answerOf({ texts: [1] })],
    ['half an object', '{"texts":["One"'],
  ])('is refused when it is %s', (_, answer) => {
    expect(() => readWrittenPosts(answer, 1)).toThrow(Error);
  });
});
