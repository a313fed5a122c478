import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { fetchLimited } from '../../mcp/fetch-limited.ts';
import { callStatusRetries, callStatusUrl } from './call-status-url.ts';
import { describeTwilioRefusal } from './describe-twilio-refusal.ts';
import { describeTwiml } from './describe-twiml.ts';
import type { CallToPlace, Telephony } from './telephony.ts';
import type { TwilioAccount } from './twilio-account.ts';
import { twilioSecondsSchema, twilioStatusSchema } from './twilio-state.ts';

const requestTimeoutMs = 10_000;

const callSchema = z.object({
  sid: z.string().min(1).max(64),
  status: twilioStatusSchema,
  duration: twilioSecondsSchema,
});

/**
 * Real calls through Twilio's REST interface. A call whose answer never came counts as not placed:
 * it may ring, but nobody pays for it. Twilio knows no idempotency keys, so a call is never placed
 * a second time.
 */
export function createTwilioTelephony(
  account: TwilioAccount,
  { timeoutMs = requestTimeoutMs }: { readonly timeoutMs?: number } = {},
): Telephony {
  const callsUrl = `${account.apiUrl}/2010-04-01/Accounts/${account.accountSid}/Calls`;
  const credentials = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');

  async function request(url: string, form?: URLSearchParams) {
    const response = await fetchLimited(url, {
      method: form ? 'POST' : 'GET',
      headers: { authorization: `Basic ${credentials}` },
      ...(form && { body: form }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw noAnswer(cause);
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return readCall(answer);
    throw describeTwilioRefusal(response, answer);
  }

  return {
    providerName: 'Twilio',
    placeCall: async (call) => {
      const { sid, status } = await request(`${callsUrl}.json`, describeCall(call, account));
      return { providerCallId: sid, status };
    },
    readStatus: async ({ providerCallId }) => {
      const url = `${callsUrl}/${encodeURIComponent(providerCallId)}.json`;
      const { status, duration } = await request(url);
      return { status, durationSeconds: duration };
    },
  };
}

function describeCall(call: CallToPlace, { from, publicOrigin }: TwilioAccount): URLSearchParams {
  const form = new URLSearchParams({
    To: call.to,
    From: from,
    Twiml: describeTwiml(call.message),
  });
  if (publicOrigin === null) return form;
  form.append('StatusCallback', callStatusUrl(publicOrigin, call) + callStatusRetries);
  form.append('StatusCallbackMethod', 'POST');
  for (const event of ['initiated', 'ringing', 'answered', 'completed']) {
    form.append('StatusCallbackEvent', event);
  }
  return form;
}

function readCall(answer: unknown): z.output<typeof callSchema> {
  const parsed = callSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('provider_failed', {
    detail: 'Twilio gave an answer that cannot be read.',
    cause: parsed.error,
  });
}

const noAnswer = (cause: unknown): AppError =>
  new AppError('provider_failed', {
    detail:
      cause instanceof DOMException && cause.name === 'TimeoutError'
        ? 'Twilio did not answer in time. The call may ring all the same, and costs nothing.'
        : 'Twilio cannot be reached.',
    cause,
  });
