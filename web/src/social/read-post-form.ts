import * as z from 'zod/mini';
import type { FormAction } from '../forms/paid-call.ts';
import { limits } from '../../../shared/limits.ts';
import { type Picture, pictureSchema } from './picture.ts';
import { platforms, type Platform } from './platforms.ts';

export const publishTool = 'publish_post';
export const scheduleTool = 'schedule_post';

export const postValuesSchema = z.object({
  text: z.string(),
  platforms: z.array(z.enum(platforms)),
  pictures: z.array(pictureSchema),
  when: z.enum(['now', 'later']),
  /** As a field for dates and times gives it: `2026-12-01T09:00`, by the clocks of the zone. */
  at: z.string(),
  timeZone: z.string(),
});
export interface PostValues extends Omit<
  z.infer<typeof postValuesSchema>,
  'platforms' | 'pictures'
> {
  readonly platforms: readonly Platform[];
  readonly pictures: readonly Picture[];
}

export type PostProblem = 'noText' | 'longText' | 'noPlatform' | 'noTime' | 'pastTime';
export type PostProblems = Readonly<Partial<Record<'text' | 'platforms' | 'at', PostProblem>>>;

/** What is wrong with a filled form; nothing when it can be sent. */
export function checkPost(values: PostValues, now: Date): PostProblems {
  const { text, when, at, timeZone } = values;
  const isLater = when === 'later';
  return {
    ...(text.trim() === '' && { text: 'noText' }),
    ...(text.trim().length > limits.postTextCharacters && { text: 'longText' }),
    ...(values.platforms.length === 0 && { platforms: 'noPlatform' }),
    ...(isLater && at === '' && { at: 'noTime' }),
    ...(isLater && at !== '' && at <= localTimeOf(now, timeZone) && { at: 'pastTime' }),
  };
}

/** What the clocks of a zone show at a moment, as a field for dates and times has it. */
export function localTimeOf(moment: Date, timeZone: string): string {
  // Swedish dates are written year first, with the day's time after a space.
  const format = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(moment).replace(' ', 'T');
}

export function describePostAction(values: PostValues): FormAction {
  const { text, when, at, timeZone, platforms, pictures } = values;
  const imageIds = pictures.map(({ imageId }) => imageId);
  const post = { text: text.trim(), platforms, ...(imageIds.length > 0 && { imageIds }) };
  if (when === 'now') return { tool: publishTool, args: post, quantity: 1 };
  const args = { ...post, at: `${at.slice(0, 16)}:00`, timeZone };
  return { tool: scheduleTool, args, quantity: 1 };
}
