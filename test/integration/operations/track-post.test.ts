import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Undelivered } from '../../../functions/operations/refund-undelivered.ts';
import { createTrackPost } from '../../../functions/operations/track-post.ts';
import type { SentPost } from '../../../functions/providers/social/social.ts';
import { createPostStore, type PostStore } from '../../../functions/store/outreach/posts.ts';
import { buildNewPost } from '../../support/social-providers.ts';
import { createTestTable } from '../../support/table.ts';

const charge = { accountId: 'ada', chargeId: 'charge-1' };
const providerPostId = 'p1';

describe('how a post goes', () => {
  let posts: PostStore;
  let refunds: Undelivered[];
  let clientId: string;
  let postId: string;
  beforeAll(async () => {
    posts = createPostStore({ ...(await createTestTable()), now: Date.now });
  });
  beforeEach(async () => {
    refunds = [];
    clientId = randomUUID();
    ({ postId } = (await posts.create(clientId, buildNewPost({ charge }))).post);
  });
  const track = (sent: SentPost) => {
    const refundUndelivered = async (undelivered: Undelivered) => refunds.push(undelivered);
    return createTrackPost({ posts, refundUndelivered })(clientId, postId, sent);
  };

  it.each(['published', 'failed', 'deleted'] as const)(
    'stays %s, whatever is told later',
    async (status) => {
      await track({ status: 'scheduled', providerPostId });
      await track({ status, providerPostId });
      for (const later of ['sending', 'scheduled', 'published', 'failed', 'deleted'] as const) {
        expect(await track({ status: later })).toMatchObject({ status, providerPostId });
      }
    },
  );

  it('never goes back from scheduled to sending', async () => {
    await track({ status: 'scheduled' });
    expect(await track({ status: 'sending' })).toMatchObject({ status: 'scheduled' });
  });

  it('has its price given back once when it failed, and says so', async () => {
    const sent = { status: 'failed', problem: 'No rights.', providerPostId } as const;
    const failed = { ...sent, refundedAt: expect.any(String) };
    expect(await track(sent)).toMatchObject(failed);
    expect(await track({ status: 'failed' })).toMatchObject(failed);
    expect(refunds).toEqual([{ ...charge, reason: 'the post failed' }]);
  });

  it.each(['published', 'deleted'] as const)('stays paid when it is %s', async (status) => {
    await track({ status, providerPostId });
    expect(refunds).toEqual([]);
  });

  it('leaves what its provider never took to the meter', async () => {
    await track({ status: 'failed', problem: 'No rights.' });
    expect(refunds).toEqual([]);
  });

  it('is paid by another charge only while it has not failed', async () => {
    const other = { accountId: 'ada', chargeId: 'charge-2' };
    await track({ status: 'scheduled', providerPostId });
    expect(await posts.payBy(clientId, postId, other)).toMatchObject({ charge: other });
    expect(await track({ status: 'failed' })).toMatchObject({ charge: other });
    expect(await posts.payBy(clientId, postId, charge)).toMatchObject({ charge: other });
    expect(refunds).toMatchObject([other]);
  });

  it('is of a post that exists', async () => {
    postId = 'no such post';
    await expect(track({ status: 'published' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
