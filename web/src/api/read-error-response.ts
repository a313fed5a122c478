import { ApiError } from './api-error.ts';
import { parseProblem } from './parse-problem.ts';

const problemTextCharacters = 20_000;

/**
 * Turns an answer that is not a success into an error. Something in between, such as a proxy, may
 * have answered instead of the API: then only its status is known.
 */
export async function readErrorResponse(response: Response): Promise<ApiError> {
  const text = (await response.text().catch(() => '')).slice(0, problemTextCharacters);
  const problem = parseProblem(text) ?? {
    type: 'about:blank',
    title: `The service answered ${response.status}.`,
    status: response.status,
    code: 'unreadable_answer',
    requestId: response.headers.get('x-request-id') ?? '',
  };
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(problem, Number.isFinite(retryAfter) ? retryAfter : undefined);
}
