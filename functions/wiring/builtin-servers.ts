import { createBuiltinServers } from '../mcp/builtin-servers.ts';
import type { OutreachParts } from '../mcp/servers/outreach-tool.ts';
import { chooseImageMaker } from '../providers/image/choose-image-maker.ts';
import { readImageModelConfig } from '../providers/image/image-config.ts';
import { readTelephonyConfig } from '../providers/outreach-config.ts';
import { chooseTelephony } from '../providers/telephony/choose-telephony.ts';
import { createCrmStore } from '../store/crm/crm-store.ts';
import { createDoNotCallStore } from '../store/outreach/do-not-call.ts';
import { callStore, trackCall } from './calls.ts';
import { clientJobs } from './client-jobs.ts';
import { directory } from './directory.ts';
import { log, now, table } from './foundation.ts';
import { media } from './media.ts';
import { choosePostWriter } from './post-writer.ts';
import { postStore, trackPost } from './posts.ts';
import { social } from './social.ts';
import { startJob } from './start-job.ts';

/** @param environment with the secrets, among which are those of the providers */
export const builtinServers = (environment: Readonly<Record<string, unknown>>) =>
  createBuiltinServers({
    crm: createCrmStore(table()),
    outreach: outreachParts(environment),
    log: log(),
  });

function outreachParts(environment: Readonly<Record<string, unknown>>): OutreachParts {
  const telephonyConfig = readTelephonyConfig(environment);
  const rows = { ...table(), now: Date.now };
  return {
    telephony: chooseTelephony(telephonyConfig, now),
    callingHours: telephonyConfig.callingHours,
    calls: callStore(),
    trackCall: trackCall(),
    doNotCall: createDoNotCallStore(rows),
    postWriter: choosePostWriter(environment),
    imageMaker: chooseImageMaker(readImageModelConfig(environment)),
    media: media(),
    social: social(environment),
    posts: postStore(),
    trackPost: trackPost(),
    directory: directory(),
    startJob: startJob(),
    clientJobs: clientJobs(),
    now,
  };
}
