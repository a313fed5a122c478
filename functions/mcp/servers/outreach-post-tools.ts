import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { readLocalTime, timeZoneSchema } from '../../providers/time-zone.ts';
import { type Post, postSchema } from '../../store/outreach/posts.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { describePage } from './describe-page.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import type { BuiltinCall } from './builtin-tool.ts';
import { postFields } from './post-fields.ts';
import { toolKinds } from './tool-kinds.ts';

const aheadDays = 366;
const dayMs = 24 * 60 * 60 * 1_000;

const postOutput = z.object({ post: postSchema });

const summarisePost = ({ text, platforms, status, scheduledFor, provider, postId }: Post) =>
  `${status}${scheduledFor ? ` for ${scheduledFor}` : ''} on ${platforms.join(', ')} (by ${provider}, postId ${postId}): ${text}`;

const answerPost = (post: Post) => ({
  text: `Post ${summarisePost(post)}`,
  structured: { post },
});

const publishPost = defineOutreachTool({
  name: 'publish_post',
  title: 'Publish a post',
  description: 'Publishes a post on social media now.',
  input: z.strictObject({ text: postFields.text, platforms: postFields.platforms }),
  output: postOutput,
  annotations: toolKinds.act,
  run: async (post, context) => sendPost(post, context, undefined),
});

const schedulePost = defineOutreachTool({
  name: 'schedule_post',
  title: 'Schedule a post',
  description: 'Schedules a post on social media for a later time.',
  input: z.strictObject({
    text: postFields.text,
    at: z.iso
      .datetime({ local: true, offset: true })
      .describe('When it is published: a date and time in ISO 8601, such as 2026-12-01T09:00:00.'),
    timeZone: timeZoneSchema
      .default('UTC')
      .describe('Time zone of that time, such as Europe/Madrid, where the time names none.'),
    platforms: postFields.platforms,
  }),
  output: postOutput,
  annotations: toolKinds.act,
  run: async ({ at, timeZone, ...post }, context) =>
    sendPost(post, context, readScheduledTime(at, timeZone, context.now())),
});

/** @throws AppError `malformed_request` for a time that has passed or is a year away */
function readScheduledTime(at: string, timeZone: string, now: Date): string {
  const time = /(Z|[+-]\d{2}:?\d{2})$/.test(at) ? new Date(at) : readLocalTime(at, timeZone);
  const aheadMs = time.getTime() - now.getTime();
  if (aheadMs > 0 && aheadMs <= aheadDays * dayMs) return time.toISOString();
  throw new AppError('malformed_request', {
    detail: `A post is scheduled for a time within the next ${aheadDays} days.`,
  });
}

async function sendPost(
  { text, platforms }: Pick<Post, 'text' | 'platforms'>,
  { posts, social, clientId, idempotencyKey }: OutreachContext & BuiltinCall,
  scheduledFor: string | undefined,
) {
  const newPost = { text, platforms, provider: social.providerName, scheduledFor };
  const { post, isNew } = await posts.create(clientId, newPost, idempotencyKey);
  if (!isNew) return answerEarlier(post);
  try {
    await social.send({ postId: post.postId, clientId, text, platforms, scheduledFor });
  } catch (error) {
    const problem = error instanceof AppError ? error.message : 'The publisher failed.';
    await posts.update(clientId, post.postId, { status: 'failed', problem });
    throw error;
  }
  const status = scheduledFor === undefined ? 'published' : 'scheduled';
  return answerPost(await posts.update(clientId, post.postId, { status }));
}

/** Whether a post without an answer of its publisher came out is not known: nobody pays. */
function answerEarlier(post: Post) {
  if (post.status === 'published' || post.status === 'scheduled') return answerPost(post);
  throw new AppError('provider_failed', {
    detail: `This post was tried before and did not go out. ${post.problem ?? ''}`.trim(),
  });
}

const listPosts = defineOutreachTool({
  name: 'list_posts',
  title: 'Read posts',
  description: 'Reads the posts that were published, scheduled or refused, newest first.',
  input: z.strictObject({ limit: crmFields.limit, cursor: crmFields.cursor }),
  output: z.object({ posts: z.array(postSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async (page, { posts, clientId }) => {
    const { rows, cursor } = await posts.list(clientId, page);
    const lines = rows.map((post) => `- ${summarisePost(post)}`);
    return {
      text: describePage('posts', lines, cursor),
      structured: { posts: [...rows], cursor },
    };
  },
});

export const outreachPostTools = [publishPost, schedulePost, listPosts];
