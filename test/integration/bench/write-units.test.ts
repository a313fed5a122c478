import { beforeAll, describe, expect, it } from 'vitest';
import { createDocumentClient } from '../../../functions/store/document-client.ts';
import { ledgerFootprint } from '../../../infra/reference/scale/ledger-footprint.ts';
import { limits } from '../../../shared/limits.ts';
import type { UnitRow } from '../../bench/report/bench-report.ts';
import { countUnits, type RecordedRequest, writesOf } from '../../bench/write-units/count-units.ts';
import { findChargeItems } from '../../bench/write-units/find-charge-items.ts';
import { itemBytes } from '../../bench/write-units/item-bytes.ts';
import { type MeasuredCommand, measureCommands } from '../../bench/write-units/measure-commands.ts';
import { countCharges, summariseUnits } from '../../bench/write-units/summarise-units.ts';
import { createTestTable } from '../../support/table.ts';

/** Between two sizes of an item lie the digits of its numbers and the length of its ids. */
const toleranceBytes = 100;

describe('what the ledger writes, counted from the requests that it sends', () => {
  let commands: MeasuredCommand[];
  let rows: UnitRow[];
  const rowOf = (command: string) => rows.find((row) => row.command === command);
  const requestsOf = (name: string): readonly RecordedRequest[] =>
    commands.find((command) => command.name === name)?.requests ?? [];

  beforeAll(async () => {
    const { endpoint, tableName, client } = await createTestTable();
    const documents = createDocumentClient({
      AWS_REGION: 'us-east-1',
      DYNAMODB_ENDPOINT: endpoint,
    });
    commands = await measureCommands({ documents, tableName }, client);
    rows = summariseUnits(commands);
    documents.destroy();
  });

  it.each([
    ['charge', 7],
    ['hold, capture in full', 10],
    ['release', 8],
    ['capture in part', 8],
    ['refund', 9],
  ])('%s takes %i write units', (command, writes) => {
    expect(rowOf(command)).toMatchObject({ writes });
  });

  it('n charges in one commit take 2 + 5n, whatever n is', () => {
    const commits = requestsOf('group of charges');
    const counts = commits.map(countCharges);
    expect(Math.max(...counts)).toBe(limits.groupCommandCount);
    for (const commit of commits) {
      expect(writesOf(countUnits([commit]))).toBe(2 + 5 * countCharges(commit));
    }
  });

  it('a state with as many buckets as there can be takes a second kilobyte, and 2 units more', () => {
    expect(rowOf(`charge with ${limits.bucketCount} buckets`)).toMatchObject({ writes: 9 });
  });

  it('a charge in a warm process reads nothing, and a capture reads its hold', () => {
    expect(rowOf('charge')).toMatchObject({ reads: 0 });
    expect(rowOf('hold, capture in full')).toMatchObject({ reads: 1 });
  });

  it('the page about scale reckons with these units', () => {
    const { charge, turn } = ledgerFootprint;
    expect(rowOf('charge')).toMatchObject(charge);
    expect(rowOf('hold, capture in full')).toMatchObject(turn);
  });

  it('the page about scale reckons with items of these sizes', () => {
    const { entry, charge } = ledgerFootprint.turnItemBytes;
    const largest = rowOf('hold, capture in full')?.largestItemBytes;
    expect(largest).toBeLessThanOrEqual(charge);
    expect(largest).toBeGreaterThan(charge - toleranceBytes);
    const measured = itemBytes(findChargeItems(commands).entry);
    expect(measured).toBeLessThanOrEqual(entry);
    expect(measured).toBeGreaterThan(entry - toleranceBytes);
  });
});
