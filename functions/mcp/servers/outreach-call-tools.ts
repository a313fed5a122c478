import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import {
  describeCallingHours,
  isWithinCallingHours,
} from '../../providers/telephony/calling-hours.ts';
import { isOwedRefund } from '../../operations/track-call.ts';
import { hasCallEnded, type PlacedCall } from '../../providers/telephony/telephony.ts';
import { type Call, callSchema } from '../../store/outreach/calls.ts';
import type { BuiltinCall } from './builtin-tool.ts';
import { crmFields } from './crm-input-fields.ts';
import { phoneField, readCallablePhone } from './outreach-call-fields.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const messageCharacters = 1_000;

const callOutput = z.object({ call: callSchema.omit({ providerCallId: true, charge: true }) });

/** Its name at the provider and its charge stay here: the output schema leaves them out. */
const answerCall = (call: Call) => ({
  text: `The call to ${call.name ?? call.to} is ${call.status} (by ${call.provider}, callId ${call.callId}).${call.refundedAt ? ' What it cost was given back.' : ''}`,
  structured: { call },
});

/** @throws AppError `forbidden` at this hour, or to a number that asked not to be called */
async function requireCallable(
  to: string,
  { callingHours, doNotCall, clientId, now }: OutreachContext,
): Promise<string> {
  const phone = readCallablePhone(to);
  if (!isWithinCallingHours(callingHours, now())) {
    const hours = describeCallingHours(callingHours);
    throw new AppError('forbidden', { detail: `Calls are placed from ${hours} only.` });
  }
  if (await doNotCall.has(clientId, phone)) {
    throw new AppError('forbidden', { detail: `${phone} is on the do-not-call list.` });
  }
  return phone;
}

const placeCall = defineOutreachTool({
  name: 'outbound_call',
  title: 'Place a call',
  description: 'Calls a phone number and says a message to who answers.',
  input: z.strictObject({
    to: phoneField,
    name: crmFields.text(120, 'Who is called.').optional(),
    message: crmFields
      .requiredText(messageCharacters, 'What is said to who answers.')
      .default('Hello. You asked us to call you. Please call us back when it suits you.'),
  }),
  output: callOutput,
  annotations: toolKinds.act,
  precheck: async ({ to }, context) => void (await requireCallable(to, context)),
  run: async ({ to, name, message }, context) => {
    const { calls, telephony, trackCall, clientId, idempotencyKey, charge } = context;
    // Asked again, as an approval may have waited into the night.
    const phone = await requireCallable(to, context);
    const newCall = { to: phone, name, message, provider: telephony.providerName, charge };
    const { call, isNew } = await calls.create(clientId, newCall, idempotencyKey);
    const { callId } = call;
    if (!isNew) return answerEarlier(call, context);
    let placed: PlacedCall;
    try {
      placed = await telephony.placeCall({ to: phone, message, clientId, callId });
    } catch (error) {
      const after = await calls.markNotPlaced(clientId, callId);
      // The provider may have told that it rings before its answer got lost.
      if (after.providerCallId) return answerPlaced(after);
      throw error;
    }
    return answerPlaced(await trackCall(clientId, callId, placed));
  },
});

/**
 * The same call again: whoever pays now is who pays for it. Whether one that its provider has not
 * named rings somewhere is not known: nobody pays.
 */
async function answerEarlier(call: Call, context: OutreachContext & BuiltinCall) {
  const { calls, clientId, charge } = context;
  if (!call.providerCallId) {
    throw new AppError('provider_failed', {
      detail: 'This call was tried before and failed. It was not placed again.',
    });
  }
  const isPaidAnew = charge !== undefined && charge.chargeId !== call.charge?.chargeId;
  return answerPlaced(isPaidAnew ? await calls.payBy(clientId, call.callId, charge) : call);
}

/** @throws AppError `provider_failed` for one that has failed already, as its provider told */
function answerPlaced(call: Call) {
  if (call.status !== 'failed') return answerCall(call);
  throw new AppError('provider_failed', { detail: 'The call was placed, and failed at once.' });
}

const getCall = defineOutreachTool({
  name: 'get_call',
  title: 'Read a call',
  description: 'Reads how a call that was placed stands.',
  input: z.strictObject({
    callId: crmFields.requiredText(64, 'Id of the call, as outbound_call answers it.'),
  }),
  output: callOutput,
  annotations: toolKinds.read,
  run: async ({ callId }, { calls, telephony, trackCall, clientId }) => {
    const call = await calls.get(clientId, callId);
    const { providerCallId, status } = call;
    if (status === 'placing' || !providerCallId) return answerCall(call);
    if (isOwedRefund(call)) {
      return answerCall(await trackCall(clientId, callId, { status, providerCallId }));
    }
    if (hasCallEnded(status)) return answerCall(call);
    const state = await telephony.readStatus({ ...call, providerCallId });
    return answerCall(await trackCall(clientId, callId, { ...state, providerCallId }));
  },
});

export const outreachCallTools = [placeCall, getCall];
