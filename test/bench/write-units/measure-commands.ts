import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';
import { silentLog } from '../silent-log.ts';
import { type BenchAccount, openBenchAccount } from './bench-account.ts';
import type { RecordedRequest } from './count-units.ts';
import { recordRequests } from './record-requests.ts';

export interface MeasuredCommand {
  readonly name: string;
  readonly requests: readonly RecordedRequest[];
}

/** Prepares what it needs, calls `start`, and then does what is measured. */
type Scenario = (account: BenchAccount, start: () => void) => Promise<unknown>;

const dayMs = 24 * 60 * 60 * 1000;

const scenarios: Readonly<Record<string, Scenario>> = {
  charge: ({ charge }) => charge(),
  'hold, capture in full': async ({ hold, capture }) => capture(await hold()),
  release: async ({ hold, release }, start) => {
    const chargeId = await hold();
    start();
    await release(chargeId);
  },
  'capture in part': async ({ holdLeads, capture }, start) => {
    const chargeId = await holdLeads(100);
    start();
    await capture(chargeId, 50);
  },
  refund: async ({ charge, refund }, start) => {
    const { chargeId } = await charge();
    start();
    await refund(chargeId);
  },
  'group of charges': ({ charge }) =>
    Promise.all(Array.from({ length: limits.groupCommandCount * 2 }, () => charge())),
  [`charge with ${limits.bucketCount} buckets`]: async ({ charge, grantUntil }, start) => {
    // With what was bought, as many as there can be: the plan's tokens are spent by now.
    for (let day = 1; day < limits.bucketCount; day++) {
      await grantUntil(new Date(Date.now() + day * dayMs).toISOString());
    }
    start();
    await charge();
  },
};

/**
 * Sends each kind of command through the ledger and notes what that reads and writes. The process
 * is warm: it has seen the account before.
 *
 * @param table with a document client of its own, which is listened to from now on
 * @param observer another client for the same database
 */
export async function measureCommands(
  table: Table,
  observer: DynamoDBClient,
): Promise<MeasuredCommand[]> {
  const takeRequests = recordRequests(table.documents, observer);
  const ledger = createLedger({ ...table, log: silentLog });
  const account = await openBenchAccount(table, ledger);
  const measured: MeasuredCommand[] = [];
  for (const [name, run] of Object.entries(scenarios)) {
    takeRequests();
    await run(account, takeRequests);
    measured.push({ name, requests: takeRequests() });
  }
  return measured;
}
