import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { callStatusSchema, type Telephony } from './telephony.ts';
import { describeTwiml } from './describe-twiml.ts';

const requestTimeoutMs = 10_000;
const reasonCharacters = 200;

export interface TwilioAccount {
  /** For example AC0123…; also the user name of its requests. */
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164, a number of that account. */
  readonly from: string;
  /** https://api.twilio.com unless a test stands in for it. */
  readonly apiUrl: string;
}

/** Twilio calls a call that waits to be dialled `initiated` in some answers. */
const twilioStatusSchema = z
  .string()
  .transform((status) => (status === 'initiated' ? 'queued' : status))
  .pipe(callStatusSchema);
const callSchema = z.object({ sid: z.string().min(1).max(64), status: twilioStatusSchema });
const refusalSchema = z.object({ message: z.string() });

/**
 * Real calls through Twilio's REST interface. A call whose answer never came counts as not placed:
 * it may ring, but nobody pays for it.
 */
export function createTwilioTelephony(account: TwilioAccount): Telephony {
  const callsUrl = `${account.apiUrl}/2010-04-01/Accounts/${account.accountSid}/Calls`;
  const credentials = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');

  async function request(url: string, form?: URLSearchParams) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      headers: { authorization: `Basic ${credentials}` },
      ...(form && { body: form }),
      redirect: 'error',
      signal: AbortSignal.timeout(requestTimeoutMs),
    }).catch((cause: unknown) => {
      throw new AppError('provider_failed', { detail: 'Twilio does not answer.', cause });
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return readCall(answer);
    throw new AppError('provider_failed', { detail: describeRefusal(response.status, answer) });
  }

  return {
    providerName: 'Twilio',
    placeCall: async ({ to, message }) => {
      const form = new URLSearchParams({
        To: to,
        From: account.from,
        Twiml: describeTwiml(message),
      });
      const { sid, status } = await request(`${callsUrl}.json`, form);
      return { providerCallId: sid, status };
    },
    readStatus: async ({ providerCallId }) =>
      (await request(`${callsUrl}/${encodeURIComponent(providerCallId)}.json`)).status,
  };
}

function readCall(answer: unknown): z.output<typeof callSchema> {
  const parsed = callSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('provider_failed', {
    detail: 'Twilio gave an answer that cannot be read.',
    cause: parsed.error,
  });
}

/** What is wrong with a number is for the caller; what is wrong with our account is not. */
function describeRefusal(status: number, answer: unknown): string {
  const { data } = refusalSchema.safeParse(answer);
  return status === 400 && data
    ? `The call was not placed: ${data.message.slice(0, reasonCharacters)}`
    : `Twilio refused with status ${status}.`;
}
