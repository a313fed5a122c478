import type * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { limitFetch } from '../../limit-fetch.ts';
import { refusalSchema } from './gohighlevel-answers.ts';
import { problemCharacters } from './problem-characters.ts';

const requestTimeoutMs = 10_000;
const uploadTimeoutMs = 20_000;
const answerBytes = 512 * 1024;
/** The revision of the interface that the requests are written for. */
const apiVersion = '2021-07-28';
const fetchLimited = limitFetch(answerBytes);

export interface PlannerRequest<Answer> {
  /** Below the address of the interface, with no user's text in it that is not encoded. */
  readonly path: string;
  /** A form is an upload, and given more time; nothing: reads. */
  readonly body?: FormData | Readonly<Record<string, unknown>>;
  readonly answer: z.ZodType<Answer>;
  readonly signal: AbortSignal;
}

/** @throws AppError `credentials_refused`, `provider_failed` */
export type SendPlannerRequest = <Answer>(
  token: string,
  request: PlannerRequest<Answer>,
) => Promise<Answer>;

/**
 * Makes what sends requests to GoHighLevel in the name of a location.
 *
 * @param apiUrl https://services.leadconnectorhq.com unless a test stands in for it
 */
export const createPlannerRequests = (apiUrl: string): SendPlannerRequest =>
  async function sendPlannerRequest(token, { path, body, answer, signal }) {
    const isUpload = body instanceof FormData;
    const timeout = AbortSignal.timeout(isUpload ? uploadTimeoutMs : requestTimeoutMs);
    const response = await fetchLimited(`${apiUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        version: apiVersion,
        accept: 'application/json',
        ...(body !== undefined && !isUpload && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isUpload ? body : JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, timeout]),
    }).catch((cause: unknown) => {
      throw new AppError('provider_failed', { detail: 'GoHighLevel does not answer.', cause });
    });
    const said: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw describeRefusal(response.status, said);
    const read = answer.safeParse(said);
    if (read.success) return read.data;
    throw new AppError('provider_failed', {
      detail: 'GoHighLevel gave an answer that cannot be read.',
      cause: read.error,
    });
  };

function describeRefusal(status: number, said: unknown): AppError {
  const reason = refusalSchema.safeParse(said).data?.slice(0, problemCharacters).trim();
  const explained = reason ? `: ${reason}` : '.';
  if (status === 401 || status === 403) {
    return new AppError('credentials_refused', {
      detail: `GoHighLevel does not accept the stored token${explained}`,
      members: { server: 'gohighlevel' },
    });
  }
  return new AppError('provider_failed', {
    detail: `GoHighLevel refused with status ${status}${explained}`,
  });
}
