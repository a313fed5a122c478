import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPowertoolsLog } from '../../../functions/http/powertools-log.ts';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import { type LogMetric, logMetrics } from '../../../infra/observability/log-metrics.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/api-database-proxy.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readFilterPattern } from '../../support/filter-pattern.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { createTestTable } from '../../support/table.ts';
import { startTwilio, type TwilioServer } from '../../support/twilio-server.ts';
import {
  beRefused,
  chatInEveryWay,
  chatWithoutDatabase,
  forgeWebhook,
  meetBrokenTools,
  sendTooMuch,
} from './copilot-scenes.ts';
import { auditAll, deliverWebhooks, publishBadly, reportNonsense } from './job-scenes.ts';
import { failToWrite, healBalances, moveTokens, raceForAccount } from './ledger-scenes.ts';

const metrics = Object.entries<LogMetric>(logMetrics);

describe('what CloudWatch counts from the log', () => {
  let model: ModelServer;
  let database: DatabaseProxy;
  let twilio: TwilioServer;
  let api: TestApi;
  beforeAll(async () => {
    model = await startModelServer();
    const table = await createTestTable();
    database = await startDatabaseProxy(table.endpoint);
    twilio = await startTwilio();
    api = await startApi({
      table,
      endpoint: database.endpoint,
      modelBaseUrl: model.baseUrl,
      twilioUrl: twilio.apiUrl,
    });
    // Written as in Lambda, and taken from the console as by the runtime there.
    const log = createPowertoolsLog();
    const ledger = createLedger({ ...table, log });
    await chatInEveryWay(api, model);
    await chatWithoutDatabase(api, model, database);
    await beRefused(api);
    await forgeWebhook(api);
    await sendTooMuch(log);
    await meetBrokenTools(ledger, await putAccount(table), log);
    await moveTokens(ledger, table);
    await healBalances(ledger, table);
    await raceForAccount(table, log);
    await failToWrite(table, log);
    await reportNonsense();
    await publishBadly(log);
    await deliverWebhooks(log);
    await auditAll();
  });
  afterAll(async () => {
    for (const part of [model, api, database, twilio]) await part[Symbol.asyncDispose]();
  });

  const linesOf = ({ pattern }: LogMetric) => api.lines.filter(readFilterPattern(pattern));

  it.each(metrics)('%s matches lines that the product writes, but not all', (_name, metric) => {
    const count = linesOf(metric).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(api.lines.length);
  });

  it.each(metrics)('each message that %s names is one that the product writes', (_, metric) => {
    const named = [...metric.pattern.matchAll(/\$\.message = "([^"]*)"/g)].map(([, text]) => text);
    const written = new Set(api.lines.map(({ message }) => message));
    expect(named.filter((text) => text !== undefined && !written.has(text))).toEqual([]);
  });

  it.each(metrics.filter(([, { field }]) => field))(
    '%s adds up a number that each of its lines has',
    (_name, metric) => {
      for (const line of linesOf(metric)) expect(line[metric.field!]).toEqual(expect.any(Number));
    },
  );

  it.each(metrics.filter(([, { splitBy }]) => splitBy))(
    '%s is kept apart by a text that each of its lines has',
    (_name, metric) => {
      for (const line of linesOf(metric)) expect(line[metric.splitBy!]).toEqual(expect.any(String));
    },
  );

  it('refused and failed requests are told apart', () => {
    const codesOf = (metric: LogMetric) => new Set(linesOf(metric).map((line) => line['code']));
    const refusals = codesOf(logMetrics.Refusals);
    const failures = codesOf(logMetrics.Failures);
    expect(refusals).toContain('insufficient_tokens');
    expect(failures).toContain('ledger_unavailable');
    expect([...refusals].filter((code) => failures.has(code))).toEqual([]);
  });

  it('each turn is counted once, by how it ended', () => {
    const { TurnsCompleted, TurnsStopped, TurnsFailed, TurnDuration } = logMetrics;
    const counts = [TurnsCompleted, TurnsStopped, TurnsFailed].map((one) => linesOf(one).length);
    expect(counts).toEqual([3, 1, 1]);
    expect(linesOf(TurnDuration)).toHaveLength(5);
  });
});
