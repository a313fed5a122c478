import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { WrittenPosts } from './post-writer.ts';

const hashtagCharacters = 60;

const writtenSchema = z.object({
  texts: z.tuple([z.string().trim().min(1)], z.string().trim().min(1)),
  hashtags: z.array(z.string()).default([]),
});

/**
 * What a model has written, with everything left out that cannot be used.
 *
 * @param answer a JSON object, which some models put into a fence or a sentence
 * @throws Error for an answer without a text
 */
export function readWrittenPosts(answer: string, variations: number): WrittenPosts {
  const start = answer.indexOf('{');
  const json = answer.slice(Math.max(start, 0), answer.lastIndexOf('}') + 1);
  const { texts, hashtags } = writtenSchema.parse(JSON.parse(json));
  const [first, ...others] = texts;
  return {
    texts: [cutText(first), ...others.slice(0, variations - 1).map(cutText)],
    hashtags: [...new Set(hashtags.flatMap(readHashtag))].slice(0, limits.postHashtagCount),
  };
}

/** At most as many characters as a post may have, with no half a word at the end. */
function cutText(text: string): string {
  if (text.length <= limits.postTextCharacters) return text;
  const kept = text.slice(0, limits.postTextCharacters);
  return kept.replace(/\s+\S*$/, '');
}

function readHashtag(text: string): readonly string[] {
  const [word] = /[\p{L}\p{N}_]+/u.exec(text) ?? [];
  return word === undefined || word.length > hashtagCharacters ? [] : [`#${word}`];
}
