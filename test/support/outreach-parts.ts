import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClientJobs } from '../../functions/jobs/client-jobs.ts';
import { createSettleJob } from '../../functions/jobs/settle-job.ts';
import { createLedger } from '../../functions/ledger/ledger.ts';
import type { OutreachParts } from '../../functions/mcp/servers/outreach-tool.ts';
import { readTelephonyConfig } from '../../functions/providers/outreach-config.ts';
import { createTrackCall } from '../../functions/operations/track-call.ts';
import { createTrackPost } from '../../functions/operations/track-post.ts';
import { createSampleDirectory } from '../../functions/providers/directory/sample-directory.ts';
import { chooseImageMaker } from '../../functions/providers/image/choose-image-maker.ts';
import { readImageModelConfig } from '../../functions/providers/image/image-config.ts';
import { createFolderMedia } from '../../functions/providers/media/folder-media.ts';
import { createLocalOutbox } from '../../functions/providers/social/local-outbox.ts';
import { createSimulatedTelephony } from '../../functions/providers/telephony/simulated-telephony.ts';
import { createTemplatePostWriter } from '../../functions/providers/text/template-post-writer.ts';
import { createAccountStore } from '../../functions/store/accounts.ts';
import { createJobLeadStore } from '../../functions/store/job-leads.ts';
import { createJobStore } from '../../functions/store/jobs.ts';
import { createCallStore } from '../../functions/store/outreach/calls.ts';
import { createDoNotCallStore } from '../../functions/store/outreach/do-not-call.ts';
import { createPostStore } from '../../functions/store/outreach/posts.ts';
import type { Table } from '../../functions/store/table.ts';
import { createRecordingLog } from './recording-log.ts';

/** The built-in providers on a table of a test; calls may be placed at any hour. */
export function buildOutreachParts(
  table: Table,
  overrides: Partial<OutreachParts> = {},
): OutreachParts {
  const { now = () => new Date() } = overrides;
  const rows = { ...table, now: () => now().getTime() };
  const calls = createCallStore(rows);
  const posts = createPostStore(rows);
  return {
    telephony: createSimulatedTelephony({ now }),
    callingHours: readTelephonyConfig({}).callingHours,
    calls,
    trackCall: createTrackCall({ calls, refundUndelivered: async () => 0 }),
    doNotCall: createDoNotCallStore(rows),
    postWriter: createTemplatePostWriter(),
    imageMaker: chooseImageMaker(readImageModelConfig({})),
    media: createTestMedia(now),
    social: createLocalOutbox(now),
    posts,
    trackPost: createTrackPost({ posts, refundUndelivered: async () => 0 }),
    directory: createSampleDirectory(),
    clientJobs: createTestClientJobs(table, now),
    startJob: async () => {
      throw new Error('this test starts no job');
    },
    now,
    ...overrides,
  };
}

/** As the product has them, on the same table. */
const createTestClientJobs = (table: Table, now: () => Date) => {
  const log = createRecordingLog();
  const ledger = createLedger({ ...table, log, now });
  return createClientJobs({
    accounts: createAccountStore(table),
    jobs: createJobStore(table),
    leads: createJobLeadStore(table),
    settleJob: createSettleJob({ ledger, log }),
    ledger,
    now,
  });
};

/** A folder of its own. */
export const createTestMedia = (now: () => Date) =>
  createFolderMedia(
    {
      directory: mkdtempSync(join(tmpdir(), 'media-')),
      secret: 'a key for the addresses of pictures in tests',
      origin: 'https://copilot.example.com',
    },
    now,
  );
