import { errorCatalogue, type ErrorCode } from '../shared/error-catalogue.ts';

/**
 * The one error that the product throws on purpose. What a caller is told follows from its code;
 * `detail` and `members` are public too, so they name nothing that the caller may not see.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  /** Further members of the problem response, such as `required` and `available`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Seconds, for the Retry-After header of a retryable error. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string;
      members?: Readonly<Record<string, unknown>>;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? errorCatalogue[code].title, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.members = options.members ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export const isAppError = (error: unknown, ...codes: ErrorCode[]): error is AppError =>
  error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
