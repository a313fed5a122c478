import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { AppError } from '../app-error.ts';

/**
 * An error of the protocol, for what is wrong with a request and not with a call. Its `data` names
 * the code of the error catalogue.
 */
export function toProtocolError({ code, message, members }: AppError): ProtocolError {
  const { status, isRetryable } = errorCatalogue[code];
  const isCallersMistake = status < 500;
  return new ProtocolError(
    isCallersMistake ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
    message,
    { ...members, code, isRetryable },
  );
}
