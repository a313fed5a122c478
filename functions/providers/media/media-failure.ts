import { AppError } from '../../app-error.ts';

/** What the store of pictures did wrong, without where it is. */
export const mediaFailure = (cause: unknown): AppError =>
  new AppError('provider_failed', {
    detail: 'Pictures can be neither kept nor shown right now.',
    cause,
    retryAfterSeconds: 2,
  });
