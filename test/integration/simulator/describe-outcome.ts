import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Database, Request } from '../../simulator/database/database.ts';

const itemSchema = z.record(z.string(), z.unknown());
const outputSchema = z.object({
  Item: itemSchema.optional(),
  Items: z.array(itemSchema).optional(),
  LastEvaluatedKey: itemSchema.optional(),
  Responses: z.record(z.string(), z.array(itemSchema)).optional(),
});

/** All of an answer or error that the ledger looks at, in one spelling. */
export async function describeOutcome(database: Database, request: Request): Promise<unknown> {
  try {
    const output = outputSchema.parse(await database.perform(request));
    return {
      ...output,
      Items: output.Items && sortRows(output.Items),
      Responses: output.Responses && Object.values(output.Responses).map(sortRows),
    };
  } catch (error) {
    return describeError(error);
  }
}

/** Batches come in any order, as do equal keys of an index. */
const sortRows = (rows: readonly Record<string, unknown>[]) =>
  rows
    .map((row) =>
      JSON.stringify(Object.entries(row).toSorted(([left], [right]) => (left < right ? -1 : 1))),
    )
    .toSorted();

function describeError(error: unknown): unknown {
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).map(({ Code, Item }) => [
      Code,
      Item && unmarshall(Item),
    ]);
  }
  if (error instanceof ConditionalCheckFailedException) {
    return [error.name, error.Item && unmarshall(error.Item)];
  }
  return error instanceof Error ? error.name : String(error);
}
