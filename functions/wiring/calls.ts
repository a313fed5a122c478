import { createReceiveCallStatus } from '../operations/receive-call-status.ts';
import { createRefundUndelivered } from '../operations/refund-undelivered.ts';
import { createTrackCall } from '../operations/track-call.ts';
import { readTelephonyConfig } from '../providers/outreach-config.ts';
import { readTwilioAccount } from '../providers/telephony/twilio-account.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createCallStore } from '../store/outreach/calls.ts';
import { ledger, log, once, table } from './foundation.ts';

export async function receiveCallStatus() {
  const environment = await readEnvironmentWithSecrets(process.env);
  return createReceiveCallStatus({
    twilio: readTwilioAccount(readTelephonyConfig(environment)),
    calls: callStore(),
    trackCall: trackCall(),
    log: log(),
  });
}

export const callStore = once(() => createCallStore({ ...table(), now: Date.now }));

export const trackCall = () =>
  createTrackCall({
    calls: callStore(),
    refundUndelivered: createRefundUndelivered({ ledger: ledger() }),
  });
