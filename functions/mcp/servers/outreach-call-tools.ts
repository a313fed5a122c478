import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import {
  describeCallingHours,
  isWithinCallingHours,
} from '../../providers/telephony/calling-hours.ts';
import { hasCallEnded } from '../../providers/telephony/telephony.ts';
import { type Call, callSchema } from '../../store/outreach/calls.ts';
import { crmFields } from './crm-input-fields.ts';
import { phoneField, readCallablePhone } from './outreach-call-fields.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const messageCharacters = 1_000;

const callOutput = z.object({ call: callSchema.omit({ providerCallId: true }) });

/** Its name at the provider stays here: the output schema leaves it out. */
const answerCall = (call: Call) => ({
  text: `The call to ${call.name ?? call.to} is ${call.status} (by ${call.provider}, callId ${call.callId}).`,
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
    const { calls, telephony, clientId, idempotencyKey } = context;
    // Asked again, as an approval may have waited into the night.
    const phone = await requireCallable(to, context);
    const newCall = { to: phone, name, message, provider: telephony.providerName };
    const { call, isNew } = await calls.create(clientId, newCall, idempotencyKey);
    if (!isNew) return answerEarlier(call);
    try {
      const placed = await telephony.placeCall({ to: phone, message });
      return answerCall(await calls.update(clientId, call.callId, placed));
    } catch (error) {
      await calls.update(clientId, call.callId, { status: 'failed' });
      throw error;
    }
  },
});

/** Whether a call without an answer of its provider rings somewhere is not known: nobody pays. */
function answerEarlier(call: Call) {
  if (call.providerCallId) return answerCall(call);
  throw new AppError('provider_failed', {
    detail: 'This call was tried before and failed. It was not placed again.',
  });
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
  run: async ({ callId }, { calls, telephony, clientId }) => {
    const call = await calls.get(clientId, callId);
    const { providerCallId, status } = call;
    if (status === 'placing' || hasCallEnded(status) || !providerCallId) return answerCall(call);
    const newest = await telephony.readStatus({ ...call, providerCallId });
    if (newest === status) return answerCall(call);
    return answerCall(await calls.update(clientId, callId, { status: newest, providerCallId }));
  },
});

export const outreachCallTools = [placeCall, getCall];
