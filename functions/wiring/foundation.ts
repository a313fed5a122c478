/**
 * What nearly every function stands on. The files of this folder are where ports meet
 * implementations, and the only ones that know both: one file for each part of the product, so
 * that a function is bundled with no more than its part.
 */
import { readTableConfig } from '../config.ts';
import { createPowertoolsLog } from '../http/powertools-log.ts';
import { createLedger } from '../ledger/ledger.ts';
import { createDocumentClient } from '../store/document-client.ts';
import { createTurnStore } from '../store/turns.ts';
import { createWasDelivered } from '../turn/was-delivered.ts';

export const table = once(() => {
  const config = readTableConfig(process.env);
  return { documents: createDocumentClient(config), tableName: config.TABLE_NAME };
});

export const log = once(createPowertoolsLog);

export const wasDelivered = once(() => createWasDelivered({ turns: createTurnStore(table()) }));

export const ledger = once(() =>
  createLedger({ ...table(), log: log(), isDelivered: wasDelivered() }),
);

export const now = () => new Date();

/**
 * Makes a value when it is first asked for, and keeps it for the life of the process. The mark
 * lets a bundler leave out what a function never asks for.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
