import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { AlarmDefinition } from '../../infra/observability/alarm-definition.ts';
import { alarms } from '../../infra/observability/alarms.ts';
import { runbookAddress } from '../../infra/observability/runbook-address.ts';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const statSchema = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string() }),
  Period: z.int(),
});
const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.tuple([z.object({ Ref: z.string() })]),
  OKActions: z.tuple([z.object({ Ref: z.string() })]),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.int(),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  Period: z.int().optional(),
  Metrics: z
    .array(z.object({ Expression: z.string().optional(), MetricStat: statSchema.optional() }))
    .optional(),
});
type AlarmProperties = z.infer<typeof alarmSchema>;

const runbookUrl = 'https://wiki.example.com/runbook';
const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

const readAlarms = (app: SynthesisedApp): AlarmProperties[] =>
  Object.values(app.template('observability').findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => alarmSchema.parse(Properties),
  );

const periodOf = ({ Period, Metrics = [] }: AlarmProperties): number =>
  Period ?? Math.max(...Metrics.map(({ MetricStat }) => MetricStat?.Period ?? 0));

let deployed: readonly AlarmProperties[];
let topic: string | undefined;
beforeAll(async () => {
  const app = await synthApp({ runbookUrl });
  deployed = readAlarms(app);
  [topic] = Object.keys(app.template('observability').findResources('AWS::SNS::Topic'));
}, synthTimeoutMs);

describe('alarms', () => {
  it('are those of the table', () => {
    const names = deployed.map(({ AlarmName }) => AlarmName);
    expect(names.toSorted()).toEqual(
      Object.keys(alarms)
        .map((name) => `metered-copilot-prod-${name}`)
        .toSorted(),
    );
  });

  it.each(Object.entries(alarms))('%s says what it means and where to read on', (name, alarm) => {
    const found = deployed.find(({ AlarmName }) => AlarmName.endsWith(`-prod-${name}`));
    expect(found?.AlarmDescription).toBe(
      `${alarm.impact} Look at it ${alarm.urgency}: ${runbookUrl}#${name}`,
    );
    expect(alarm.impact).toMatch(/^[A-Z].*[^.]\.$/);
  });

  it('name the file of the runbook where it has no address', () => {
    expect(runbookAddress(undefined, 'ledger-drift')).toBe('docs/runbook.md#ledger-drift');
  });

  it('tell the topic when they begin and when they end', () => {
    for (const { AlarmActions, OKActions } of deployed) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
    }
  });

  it('look at no more than CloudWatch lets an alarm look at', () => {
    for (const alarm of deployed) {
      const { EvaluationPeriods, DatapointsToAlarm, Metrics = [] } = alarm;
      const period = periodOf(alarm);
      const most = period < hourSeconds ? daySeconds : 7 * daySeconds;
      expect(period).toBeGreaterThan(0);
      expect(period * EvaluationPeriods).toBeLessThanOrEqual(most);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
      expect(Metrics.filter(({ MetricStat }) => MetricStat).length).toBeLessThanOrEqual(10);
    }
  });

  it.each(Object.entries<AlarmDefinition>(alarms))(
    '%s rings on its side of the line, and takes silence as it means',
    (name, { when, silence }) => {
      const found = deployed.find(({ AlarmName }) => AlarmName.endsWith(`-prod-${name}`));
      expect(found).toMatchObject(
        'above' in when
          ? { ComparisonOperator: 'GreaterThanThreshold', Threshold: when.above }
          : { ComparisonOperator: 'LessThanThreshold', Threshold: when.below },
      );
      expect(found?.TreatMissingData).toBe(silence === 'bad' ? 'breaching' : 'notBreaching');
    },
  );

  it('of work that has to be done regularly ring when nothing is heard', () => {
    const loud = deployed.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(loud.map(({ AlarmName }) => AlarmName).toSorted()).toEqual([
      'metered-copilot-prod-audit-missing',
      'metered-copilot-prod-sweeper-stopped',
    ]);
  });

  it('watch more than a day for an audit that runs once a day', () => {
    const audit = deployed.find(({ AlarmName }) => AlarmName.endsWith('audit-missing'))!;
    expect(periodOf(audit) * audit.EvaluationPeriods).toBeGreaterThan(daySeconds);
  });
});
