import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Log, LogFields } from '../log.ts';
import { currentRequestId } from './request-context.ts';

/**
 * One flat line per event, with what it says first. Fields come in under one name, because
 * Powertools keeps `service` to itself and a deduction has a service of its own.
 */
class FlatFormatter extends LogFormatter {
  override formatAttributes(own: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { fields, ...rest } = additional;
    const { functionName, coldStart } = own.lambdaContext ?? {};
    return new LogItem({
      attributes: {
        level: own.logLevel,
        timestamp: own.timestamp.toISOString(),
        message: own.message,
        ...(functionName && { functionName, coldStart }),
        ...rest,
        ...(fields as LogAttributes | undefined),
      },
    });
  }
}

/** Structured lines through Powertools, each with the id of the request it belongs to. */
export function createPowertoolsLog(): Log {
  const logger = new Logger({ logFormatter: new FlatFormatter() });
  const withRequest = (fields: LogFields = {}) => ({
    fields: { requestId: currentRequestId(), ...fields },
  });
  return {
    info: (message, fields) => logger.info(message, withRequest(fields)),
    warn: (message, fields) => logger.warn(message, withRequest(fields)),
    error: (message, fields) => logger.error(message, withRequest(fields)),
  };
}
