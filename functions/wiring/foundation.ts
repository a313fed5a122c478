/**
 * What nearly every function stands on. The files of this folder are where ports meet
 * implementations, and the only ones that know both: one file for each part of the product, so
 * that a function is bundled with no more than its part.
 */
import { readTableConfig } from '../config.ts';
import { createPowertoolsLog } from '../http/powertools-log.ts';
import { createLedger } from '../ledger/ledger.ts';
import { createCountJobLeads } from '../jobs/count-job-leads.ts';
import { createCountDelivered } from '../operations/count-delivered.ts';
import { createCountToolDelivery } from '../operations/count-tool-delivery.ts';
import { createDocumentClient } from '../store/document-client.ts';
import { createJobStore } from '../store/jobs.ts';
import { createToolCallStore } from '../store/tool-calls.ts';
import { createTurnStore } from '../store/turns.ts';
import { createWasDelivered } from '../turn/was-delivered.ts';

export const table = once(() => {
  const config = readTableConfig(process.env);
  return { documents: createDocumentClient(config), tableName: config.TABLE_NAME };
});

export const log = once(createPowertoolsLog);

/** Every kind of work that a hold may pay for, and that may outlive the process that did it. */
export const countDelivered = once(() => {
  const wasDelivered = createWasDelivered({ turns: createTurnStore(table()) });
  return createCountDelivered([
    async (charge) => ((await wasDelivered(charge)) ? charge.quantity : 0),
    createCountJobLeads({ jobs: createJobStore(table()) }),
    createCountToolDelivery({ toolCalls: createToolCallStore(table()) }),
  ]);
});

export const ledger = once(() =>
  createLedger({
    ...table(),
    log: log(),
    isDelivered: async (charge) => (await countDelivered()(charge)) > 0,
  }),
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
