import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { callStatusUrl } from '../providers/telephony/call-status-url.ts';
import { isTwilioSignature } from '../providers/telephony/is-twilio-signature.ts';
import type { TwilioAccount } from '../providers/telephony/twilio-account.ts';
import { readTwilioState } from '../providers/telephony/twilio-state.ts';
import type { Operation } from '../route-request.ts';
import type { CallStore } from '../store/outreach/calls.ts';
import type { TrackCall } from './track-call.ts';

/**
 * Takes note of what Twilio tells about a call. The address names the call, and the signature
 * covers address and form: nobody else can say anything, nor Twilio of another call.
 *
 * @throws AppError `call_not_found`, also where no Twilio is configured; `forbidden` for what
 *   Twilio has not signed, before anything is read
 */
export function createReceiveCallStatus(dependencies: {
  readonly twilio: Pick<TwilioAccount, 'authToken' | 'publicOrigin'> | null;
  readonly calls: Pick<CallStore, 'get'>;
  readonly trackCall: TrackCall;
  readonly log: Log;
}): Operation<typeof routes.receiveCallStatus> {
  const { twilio, calls, trackCall, log } = dependencies;

  return async function receiveCallStatus({ params, body, signed }) {
    if (twilio === null || twilio.publicOrigin === null) throw new AppError('call_not_found');
    const { clientId, callId } = params;
    const url = callStatusUrl(twilio.publicOrigin, params);
    const signature = signed.header('x-twilio-signature') ?? '';
    if (!isTwilioSignature(signature, { url, form: signed.rawBody }, twilio.authToken)) {
      log.info('webhook not signed', { provider: 'twilio' });
      throw new AppError('forbidden', { detail: 'This is not signed by Twilio.' });
    }
    const call = await calls.get(clientId, callId);
    const { CallSid: providerCallId } = body;
    if (call.providerCallId !== undefined && call.providerCallId !== providerCallId) {
      throw new AppError('forbidden', { detail: 'This is told of another call.' });
    }
    const state = readTwilioState(body);
    // Twilio may have words that we do not know yet: they change nothing.
    const after = state && (await trackCall(clientId, callId, { ...state, providerCallId }));
    log.info('call status received', { callId, told: body.CallStatus, status: after?.status });
  };
}
