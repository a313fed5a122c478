import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCountToolDelivery } from '../../../functions/operations/count-tool-delivery.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import {
  buildListedTool,
  buildToolRequest,
  createToolProcess,
  createWorkshop,
  diesAfter,
} from '../../support/tool-runs.ts';

/** In this order: the first is a read, the last stores the outcome. */
const steps = [
  'look up',
  'claim',
  'precheck',
  'hold',
  'call',
  'note delivery',
  'capture',
  'finish',
];
const stepsBefore = (name: string) => steps.indexOf(name);
const leadsAsked = 300;
const leadsFound = 120;
const price = 24;

/** Within the lease of a dead process, after it, and after the deadline of its hold. */
const seconds = { alive: 100, dead: 200, overdue: 4_000 };

describe('a process that dies while it runs a tool', () => {
  let table: TestTable;
  let accountId: string;
  let epochMs: number;
  let workshop: ReturnType<typeof createWorkshop>;
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    epochMs = Date.parse(testTime);
    accountId = await putAccount(table);
    await openBench().execute({ kind: 'open', accountId, actor: 'test' });
    workshop = createWorkshop([buildListedTool('collect_businesses')]);
    workshop.work = async () => ({
      isError: false,
      text: 'Found some.',
      deliveredQuantity: leadsFound,
    });
  });

  const now = () => new Date(epochMs);
  const openBench = () => createLedgerBench(table, { now });
  const request = () =>
    buildToolRequest(accountId, {
      name: 'collect_businesses',
      args: { count: leadsAsked },
      approvedTokens: 60,
    });
  const runUntil = (stepCount: number) =>
    createToolProcess(table, openBench(), workshop, { now, step: diesAfter(stepCount) })(request());
  const runAgain = () => createToolProcess(table, openBench(), workshop, { now })(request());
  const passSeconds = (count: number) => (epochMs += count * 1_000);

  const killedAfter = steps.slice(0, -1).map((step, index) => [step, index + 1] as const);
  const comebacks = killedAfter.flatMap(([step, count]) =>
    [seconds.dead, seconds.overdue].map((wait) => [step, wait, count] as const),
  );
  it.each(comebacks)(
    'after "%s" has the work paid once when asked again %i s later',
    async (_, wait, stepCount) => {
      await expect(runUntil(stepCount)).rejects.toThrow('this process is dead');
      passSeconds(wait);
      expect(await runAgain()).toMatchObject({ isError: false, tokens: price });
      expect(await runAgain()).toMatchObject({ isReplay: true, tokens: price });
      expect(workshop.workCount()).toBe(1);
      expect(await openBench().verify(accountId)).toMatchObject({
        problems: [],
        balance: 100 - price,
      });
      expect(await openBench().reader.readOpenCharges(accountId)).toEqual([]);
    },
  );

  it.each(killedAfter)('after "%s" leaves the sweeper what was delivered', async (_, stepCount) => {
    await expect(runUntil(stepCount)).rejects.toThrow('this process is dead');
    const open = await openBench().reader.readOpenCharges(accountId);
    const isHeld = stepCount > stepsBefore('hold') && stepCount <= stepsBefore('capture');
    expect(open).toHaveLength(isHeld ? 1 : 0);
    const count = createCountToolDelivery({ toolCalls: createToolCallStore(table) });
    for (const charge of open) {
      const isNoted = stepCount > stepsBefore('note delivery');
      expect(await count(charge)).toBe(isNoted ? leadsFound : 0);
    }
  });

  it('is taken to be alive until its lease ends', async () => {
    await expect(runUntil(stepsBefore('call'))).rejects.toThrow('this process is dead');
    passSeconds(seconds.alive);
    await expect(runAgain()).rejects.toMatchObject({ code: 'request_in_progress' });
    expect(workshop.calls).toEqual([]);
  });

  it('is taken over by one of those who come back at once', async () => {
    await expect(runUntil(stepsBefore('note delivery'))).rejects.toThrow('this process is dead');
    passSeconds(seconds.dead);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, runAgain));
    const fresh = outcomes.filter((one) => one.status === 'fulfilled' && !one.value.isReplay);
    expect(fresh).toHaveLength(1);
    expect(workshop.workCount()).toBe(1);
    expect(await openBench().verify(accountId)).toMatchObject({ balance: 100 - price });
  });
});
