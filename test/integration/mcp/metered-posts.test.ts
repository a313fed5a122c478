import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createRefundUndelivered } from '../../../functions/operations/refund-undelivered.ts';
import { createTrackPost } from '../../../functions/operations/track-post.ts';
import { createTemplatePostWriter } from '../../../functions/providers/text/template-post-writer.ts';
import { createPostStore } from '../../../functions/store/outreach/posts.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { recordPosts } from '../../support/social-providers.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';

const at = '2026-12-01T09:00:00Z';
const now = () => new Date('2026-11-22T12:00:00Z');

describe('posts through the meter', () => {
  let open: OpenOutreach;
  let ledger: LedgerBench;
  let accountId: string;
  let clientId: string;
  beforeAll(async () => {
    open = await openOutreach();
    ledger = createLedgerBench(open.table);
  });
  beforeEach(async () => {
    clientId = randomUUID();
    accountId = await putAccount(open.table);
    await ledger.execute({ kind: 'open', accountId, actor: 'test' });
  });

  async function run(name: string, args: object, parts: Partial<OutreachParts>) {
    const posts = createPostStore({ ...open.table, now: () => now().getTime() });
    const refundUndelivered = createRefundUndelivered({ ledger });
    const trackPost = createTrackPost({ posts, refundUndelivered });
    const connection = await open.connect(clientId, { now, trackPost, ...parts });
    const tool = connection.tools.find((listed) => listed.name === name)!;
    const callToolMetered = createCallToolMetered({
      ledger,
      toolCalls: createToolCallStore(open.table),
      log: createRecordingLog(),
      now,
    });
    return callToolMetered({
      connection,
      tool,
      policy: getToolPolicy({ id: 'outreach', kind: 'builtin' }, tool),
      args: { ...args },
      idempotencyKey: randomUUID(),
      payer: { accountId, actor: 'test', clientId },
    });
  }
  async function audit() {
    const { problems, balance, entryCount } = await ledger.verify(accountId);
    expect(problems).toEqual([]);
    return { balance, entryCount };
  }

  it.each([
    ['publish_post', { text: 'Hello' }, 10],
    ['schedule_post', { text: 'Hello', at }, 10],
    ['write_post', { topic: 'our sale' }, 1],
  ])('%s is paid', async (tool, args, tokens) => {
    const { social } = recordPosts();
    expect(await run(tool, args, { social })).toMatchObject({ isError: false, tokens });
    expect(await audit()).toMatchObject({ balance: 100 - tokens });
  });

  it.each([
    ['an image that is not there', { text: 'Hello', imageIds: ['img_none'] }, undefined],
    [
      'credentials that are not stored',
      { text: 'Hello' },
      new AppError('credentials_missing', { detail: 'No token is stored.' }),
    ],
  ])('is refused for %s without a trace in the history', async (_, args, notReady) => {
    const { social, sent } = recordPosts({ ...(notReady && { notReady }) });
    const before = await audit();
    const refused = await run('publish_post', args, { social });
    expect(refused).toMatchObject({ isError: true, tokens: 0 });
    expect(await audit()).toEqual(before);
    expect(sent).toEqual([]);
  });

  it('costs nothing when who publishes it refuses, or its writer fails', async () => {
    const { social } = recordPosts({ refusal: 'The account is closed.' });
    const refused = await run('publish_post', { text: 'Hello' }, { social });
    expect(refused).toMatchObject({ isError: true, tokens: 0, text: 'The account is closed.' });
    const postWriter = {
      ...createTemplatePostWriter(),
      write: async () => {
        throw new AppError('provider_failed');
      },
    };
    const unwritten = await run('write_post', { topic: 'our sale' }, { postWriter });
    expect(unwritten).toMatchObject({ isError: true, tokens: 0 });
    expect((await audit()).balance).toBe(100);
  });

  it('has its price given back once when it fails after it was scheduled', async () => {
    const answer = { status: 'scheduled', providerPostId: 'p1' } as const;
    const readState = async () => ({ status: 'failed', problem: 'No rights.' }) as const;
    const { social } = recordPosts({ answer, readState });
    await run('schedule_post', { text: 'Hello', at }, { social });
    expect((await audit()).balance).toBe(90);
    const lists = Array.from({ length: 5 }, () => run('list_posts', {}, { social }));
    for (const { text } of await Promise.all(lists)) expect(text).toContain('No rights.');
    expect((await audit()).balance).toBe(100);
  });
});
