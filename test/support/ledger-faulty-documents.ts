import {
  DynamoDBClient,
  InternalServerError,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

export type Fault =
  | 'request lost'
  | 'reply lost'
  | 'reply timed out'
  | 'server error'
  | 'conflict'
  | 'throttled'
  | 'killed before the commit'
  | 'killed after the commit';

/** Says what happens to the n-th write, or read, counted from 1 and with the SDK's own retries. */
export type FaultPlan = (callNumber: number) => Fault | undefined;

/** The first calls meet these faults, later ones none. */
export const firstCalls =
  (...faults: Fault[]): FaultPlan =>
  (callNumber) =>
    faults[callNumber - 1];
export const everyCall =
  (fault: Fault): FaultPlan =>
  () =>
    fault;

export interface FaultyDocuments {
  readonly documents: DynamoDBDocumentClient;
  readonly writeCount: () => number;
}

const transaction = 'TransactWriteItemsCommand';
const writeCommands = new Set([transaction, 'UpdateItemCommand']);

/**
 * A document client for DynamoDB Local whose calls go wrong as planned. The faults stand below
 * the SDK's retries, where the network is.
 *
 * @param options.maxAttempts 1 switches the SDK's retries off
 */
export function createFaultyDocuments(
  endpoint: string,
  plan: { readonly writes?: FaultPlan; readonly reads?: FaultPlan },
  options: { readonly maxAttempts: number },
): FaultyDocuments {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint, credentials, ...options });
  const calls = { writes: 0, reads: 0 };
  client.middlewareStack.add(
    (next, context) => async (call) => {
      const command = z.string().parse(context['commandName']);
      const direction = writeCommands.has(command) ? 'writes' : 'reads';
      calls[direction] += 1;
      const fault = plan[direction]?.(calls[direction]);
      return fault === undefined ? next(call) : meetFault(fault, command, () => next(call));
    },
    { step: 'finalizeRequest', priority: 'low', name: 'faults' },
  );
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { documents, writeCount: () => calls.writes };
}

async function meetFault(
  fault: Fault,
  command: string,
  send: () => Promise<unknown>,
): Promise<never> {
  switch (fault) {
    case 'request lost':
      throw connectionReset();
    case 'reply lost':
      await send();
      throw connectionReset();
    case 'reply timed out':
      await send();
      throw Object.assign(new Error('no reply in time'), { name: 'TimeoutError' });
    case 'server error':
      await send();
      throw new InternalServerError(described);
    case 'conflict':
      throw command === transaction
        ? cancelledFor('TransactionConflict')
        : new TransactionConflictException(described);
    case 'throttled':
      throw command === transaction
        ? cancelledFor('ThrottlingError')
        : new ThrottlingException(described);
    case 'killed before the commit':
      return dieAtOnce();
    case 'killed after the commit':
      await send();
      return dieAtOnce();
  }
}

const described = { message: 'as planned', $metadata: {} };

const connectionReset = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

const cancelledFor = (Code: string) =>
  new TransactionCanceledException({
    ...described,
    CancellationReasons: [{ Code }, { Code: 'None' }, { Code: 'None' }],
  });

/** No handler runs after this one, as with a machine that is switched off. */
function dieAtOnce(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
}
