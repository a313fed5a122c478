import * as z from 'zod';
import { AppError } from '../../app-error.ts';

const reasonCharacters = 200;
const retryAfterMaxSeconds = 3_600;

/** Source: https://www.twilio.com/docs/api/errors */
const reasons: Readonly<Record<number, string>> = {
  21211: 'this is not a valid phone number',
  21214: 'this phone number cannot be reached',
  21215: 'calls to this country are not switched on for our account at Twilio',
  21216: 'Twilio does not allow calls to this phone number',
  21217: 'this is not a valid phone number',
  21219: 'a trial account at Twilio calls verified numbers only',
  21610: 'this number has asked not to be contacted',
  13224: 'this is not a valid phone number',
  13227: 'calls to this country are not switched on for our account at Twilio',
};

const refusalSchema = z.object({ code: z.int().optional(), message: z.string().optional() });

/**
 * What Twilio's refusal means for the caller. What is wrong with a number is theirs to mend; what
 * is wrong with our account is not, and tells nothing of it.
 *
 * @param answer the body, whatever it is
 */
export function describeTwilioRefusal(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  answer: unknown,
): AppError {
  if (status === 429) return tooMany(headers.get('retry-after'));
  if (status === 401 || status === 403) {
    return refused('Twilio does not accept the account of this product. Its operator must look.');
  }
  if (status >= 500) return refused(`Twilio has a fault of its own (status ${status}). Try later.`);
  const { code, message } = refusalSchema.safeParse(answer).data ?? {};
  const known = code !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  const reason = known ?? message?.slice(0, reasonCharacters);
  return refused(
    reason ? `The call was not placed: ${reason}` : `Twilio refused with status ${status}.`,
  );
}

/** @param retryAfter seconds; a date, as the protocol also allows, counts as none */
function tooMany(retryAfter: string | null): AppError {
  const seconds = Math.min(Number(retryAfter ?? Number.NaN), retryAfterMaxSeconds);
  const isKnown = Number.isInteger(seconds) && seconds > 0;
  const wait = isKnown ? `in ${seconds} seconds` : 'shortly';
  return new AppError('provider_failed', {
    detail: `Twilio takes no more calls at this moment. Try again ${wait}.`,
    ...(isKnown && { retryAfterSeconds: seconds }),
  });
}

const refused = (detail: string) => new AppError('provider_failed', { detail });
