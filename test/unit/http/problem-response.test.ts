import { describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { logProblem, problemResponse } from '../../../functions/http/problem-response.ts';
import { toAppError } from '../../../functions/problem.ts';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { errorCatalogue, type ErrorCode } from '../../../shared/error-catalogue.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

// The keys of the catalogue are its codes.
const codes = Object.keys(errorCatalogue) as ErrorCode[];
const read = (error: AppError) =>
  problemSchema.parse(JSON.parse(problemResponse(error, 'r-1').body));

describe('a problem response', () => {
  it.each(codes)('of %s says its status, title and code as RFC 9457 wants it', (code) => {
    const { statusCode, headers } = problemResponse(new AppError(code), 'r-1');
    const { status, title } = errorCatalogue[code];
    expect(statusCode).toBe(status);
    expect(headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const type = expect.stringContaining(`#${code}`);
    expect(read(new AppError(code))).toEqual({ type, title, status, code, requestId: 'r-1' });
  });

  it('carries its detail and further members', () => {
    const members = { required: 1, available: 0 };
    const error = new AppError('insufficient_tokens', { detail: 'Buy some.', members });
    expect(read(error)).toMatchObject({ detail: 'Buy some.', required: 1, available: 0 });
  });

  it('lets no member pass for status or code', () => {
    const members = { status: 200, code: 'fine', requestId: 'forged' };
    const problem = read(new AppError('forbidden', { members }));
    expect(problem).toMatchObject({ status: 403, code: 'forbidden', requestId: 'r-1' });
  });

  it('says when to try again', () => {
    const error = new AppError('account_busy', { retryAfterSeconds: 2 });
    expect(problemResponse(error, 'r-1').headers).toMatchObject({ 'retry-after': '2' });
  });

  it.each([
    ['an unknown error', new Error('table metered-copilot at 10.0.0.7'), 'internal'],
    ['something that is no error', 'boom', 'internal'],
    ['nothing', undefined, 'internal'],
    ['a lost connection', { code: 'ECONNRESET' }, 'ledger_unavailable'],
    ['an answer too late', { name: 'TimeoutError' }, 'ledger_unavailable'],
    [
      'an error of the database',
      { name: 'InternalServerError', $metadata: {} },
      'ledger_unavailable',
    ],
  ])('tells the caller nothing of %s', (_, thrown, code) => {
    const error = toAppError(thrown);
    expect(error.code).toBe(code);
    expect(JSON.stringify(read(error))).not.toContain('10.0.0.7');
  });

  it('leaves an error that was meant as it is', () => {
    const error = new AppError('forbidden');
    expect(toAppError(error)).toBe(error);
  });
});

describe('the log of a problem', () => {
  it.each(codes)('of %s is one line at the level of the catalogue', (code) => {
    const log = createRecordingLog();
    logProblem(log, new AppError(code), 'GET /api/me');
    const { level } = errorCatalogue[code];
    const fields = { operation: 'GET /api/me', code };
    expect(log.lines).toEqual([{ level, message: 'request refused', fields }]);
  });

  it('names the cause of a failure, and not that of a refusal', () => {
    const log = createRecordingLog();
    const cause = new Error('socket hang up');
    logProblem(log, new AppError('internal', { cause }), 'x');
    logProblem(log, new AppError('unauthenticated', { cause }), 'x');
    expect(log.lines.map(({ fields }) => fields['cause'])).toMatchObject([
      { name: 'Error', message: 'socket hang up', stack: expect.any(String) },
      undefined,
    ]);
  });
});
