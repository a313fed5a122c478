import { createBuiltinServers } from '../mcp/builtin-servers.ts';
import type { OutreachParts } from '../mcp/servers/outreach-tool.ts';
import { readSocialConfig, readTelephonyConfig } from '../providers/outreach-config.ts';
import { chooseSocial } from '../providers/social/choose-social.ts';
import { chooseImageMaker } from '../providers/image/choose-image-maker.ts';
import { readImageModelConfig } from '../providers/image/image-config.ts';
import { chooseTelephony } from '../providers/telephony/choose-telephony.ts';
import { createCrmStore } from '../store/crm/crm-store.ts';
import { createDoNotCallStore } from '../store/outreach/do-not-call.ts';
import { createPostStore } from '../store/outreach/posts.ts';
import { callStore, trackCall } from './calls.ts';
import { directory } from './directory.ts';
import { log, now, table } from './foundation.ts';
import { media } from './media.ts';
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
    social: chooseSocial(readSocialConfig(environment), now),
    posts: createPostStore(rows),
    imageMaker: chooseImageMaker(readImageModelConfig(environment)),
    media: media(),
    directory: directory(),
    startJob: startJob(),
    now,
  };
}
