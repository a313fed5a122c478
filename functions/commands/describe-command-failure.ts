import { isAppError } from '../app-error.ts';
import { toAppError } from '../problem.ts';

/** What an operator is told when a command could not do its work, and what to do about it. */
export function describeCommandFailure(error: unknown, environment: NodeJS.ProcessEnv): string {
  const { TABLE_NAME: table, DYNAMODB_ENDPOINT: endpoint } = environment;
  if (table === undefined) {
    return (
      'The product does not run on this machine, so its database does not either. ' +
      'Start it with npm start, or name another table by TABLE_NAME and AWS_REGION.'
    );
  }
  // The ledger wraps what the database did.
  const cause = isAppError(error) ? (error.cause ?? error) : error;
  const isUnanswered = toAppError(cause).code === 'ledger_unavailable' && !isAnswer(cause);
  if (endpoint !== undefined && isUnanswered) {
    return (
      `The database at ${endpoint} does not answer. ` +
      'On one machine it runs only while the product does: start it with npm start.'
    );
  }
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return `The table ${table} cannot be read. ${reason}`;
}

/** Whether the database answered at all, be it with a refusal. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Error && '$response' in error && error.$response !== undefined;
