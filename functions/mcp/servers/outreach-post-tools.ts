import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { readLocalTime, timeZoneSchema } from '../../providers/time-zone.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { describePage } from './describe-page.ts';
import { describePosts, postOutput, summarisePost } from './describe-post.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import { postFields } from './post-fields.ts';
import { refreshPosts } from './refresh-posts.ts';
import { findPostImages, sendPost } from './send-post.ts';
import { toolKinds } from './tool-kinds.ts';

const aheadDays = 366;
const dayMs = 24 * 60 * 60 * 1_000;

const sentOutput = z.object({ post: postOutput });

/** What can be said before tokens are held. */
async function requireSendable(imageIds: readonly string[], context: OutreachContext) {
  await context.social.requireReady(context.clientId);
  await findPostImages(imageIds, context);
}

const publishPost = defineOutreachTool({
  name: 'publish_post',
  title: 'Publish a post',
  description: 'Publishes a post on social media now.',
  input: z.strictObject({
    text: postFields.text,
    platforms: postFields.platforms,
    imageIds: postFields.imageIds,
  }),
  output: sentOutput,
  annotations: toolKinds.act,
  precheck: ({ imageIds }, context) => requireSendable(imageIds, context),
  run: sendPost,
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
    imageIds: postFields.imageIds,
  }),
  output: sentOutput,
  annotations: toolKinds.act,
  precheck: async ({ at, timeZone, imageIds }, context) => {
    readScheduledTime(at, timeZone, context.now());
    await requireSendable(imageIds, context);
  },
  run: async ({ at, timeZone, ...post }, context) => {
    const scheduledFor = readScheduledTime(at, timeZone, context.now());
    return sendPost({ ...post, scheduledFor }, context);
  },
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

const listPosts = defineOutreachTool({
  name: 'list_posts',
  title: 'Read posts',
  description:
    'Reads the posts that were published, scheduled or refused, and how they stand now, newest first.',
  input: z.strictObject({ limit: crmFields.limit, cursor: crmFields.cursor }),
  output: z.object({ posts: z.array(postOutput), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async (page, context) => {
    const { rows, cursor } = await context.posts.list(context.clientId, page);
    const posts = await refreshPosts(rows, context);
    const lines = posts.map((post) => `- ${summarisePost(post)}`);
    return {
      text: describePage('posts', lines, cursor),
      structured: { posts: await describePosts(posts, context), cursor },
    };
  },
});

export const outreachPostTools = [publishPost, schedulePost, listPosts];
