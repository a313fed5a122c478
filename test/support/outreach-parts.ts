import type { OutreachParts } from '../../functions/mcp/servers/outreach-tool.ts';
import { readTelephonyConfig } from '../../functions/providers/outreach-config.ts';
import { createTrackCall } from '../../functions/operations/track-call.ts';
import { createSampleDirectory } from '../../functions/providers/directory/sample-directory.ts';
import { createLocalOutbox } from '../../functions/providers/social/local-outbox.ts';
import { createSimulatedTelephony } from '../../functions/providers/telephony/simulated-telephony.ts';
import { createCallStore } from '../../functions/store/outreach/calls.ts';
import { createDoNotCallStore } from '../../functions/store/outreach/do-not-call.ts';
import { createPostStore } from '../../functions/store/outreach/posts.ts';
import type { Table } from '../../functions/store/table.ts';

/** The built-in providers on a table of a test; calls may be placed at any hour. */
export function buildOutreachParts(
  table: Table,
  overrides: Partial<OutreachParts> = {},
): OutreachParts {
  const { now = () => new Date() } = overrides;
  const rows = { ...table, now: () => now().getTime() };
  const calls = createCallStore(rows);
  return {
    telephony: createSimulatedTelephony({ now }),
    callingHours: readTelephonyConfig({}).callingHours,
    calls,
    trackCall: createTrackCall({ calls, refundUndelivered: async () => 0 }),
    doNotCall: createDoNotCallStore(rows),
    social: createLocalOutbox(),
    posts: createPostStore(rows),
    directory: createSampleDirectory(),
    startJob: async () => {
      throw new Error('this test starts no job');
    },
    now,
    ...overrides,
  };
}
