import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { MetricName } from '../../functions/metrics.ts';
import { logMetrics } from '../../infra/observability/log-metrics.ts';
import type { CountedMetricName } from '../../infra/observability/metric-source.ts';
import { tableDefinition } from '../../shared/table-definition.ts';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

/** What the functions count; that the names agree, either way, is a matter of types. */
const countedNames = Object.keys({
  LedgerDrift: true,
  AccountsNotAudited: true,
  AccountsRepaired: true,
  HoldsNotSwept: true,
  HoldsExpired: true,
  HoldsCapturedLate: true,
} satisfies Record<MetricName, true> & Record<CountedMetricName, true>);

/** A metric: namespace, name, then names and values of its dimensions. */
type MetricPath = readonly string[];

const widgetSchema = z.object({
  properties: z.object({ metrics: z.array(z.array(z.unknown())).optional() }),
});
const dashboardSchema = z.object({ widgets: z.array(widgetSchema) });
const joinSchema = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });
const dimensionSchema = z.object({ Name: z.string(), Value: z.string() });
const metricSchema = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(dimensionSchema).default([]),
});

let app: SynthesisedApp;
let metrics: readonly MetricPath[];
beforeAll(async () => {
  app = await synthApp();
  metrics = [...readDashboardMetrics(app), ...readAlarmMetrics(app)];
}, synthTimeoutMs);

/** The dashboard is one text of JSON, joined around what CloudFormation fills in. */
function readDashboard({ template }: SynthesisedApp) {
  const [dashboard] = Object.values(
    template('observability').findResources('AWS::CloudWatch::Dashboard'),
  );
  const { 'Fn::Join': join } = joinSchema.parse(dashboard?.['Properties'].DashboardBody);
  const text = join[1].map((part) => (typeof part === 'string' ? part : 'filled-in')).join('');
  return { text, ...dashboardSchema.parse(JSON.parse(text)) };
}

const readDashboardMetrics = (synthesised: SynthesisedApp): MetricPath[] =>
  readDashboard(synthesised)
    .widgets.flatMap(({ properties }) => properties.metrics ?? [])
    .map((row) => row.filter((part) => typeof part === 'string'))
    // A row without a name of its own is an expression over others.
    .filter((row) => row.length > 0);

function readAlarmMetrics({ template }: SynthesisedApp): MetricPath[] {
  const found: MetricPath[] = [];
  JSON.stringify(
    template('observability').findResources('AWS::CloudWatch::Alarm'),
    (_key, value: unknown) => {
      const metric = metricSchema.safeParse(value).data;
      if (metric) {
        const dimensions = metric.Dimensions.flatMap(({ Name, Value }) => [Name, Value]);
        found.push([metric.Namespace, metric.MetricName, ...dimensions]);
      }
      return value;
    },
  );
  return found;
}

/** The names that resources of a type have in all stacks. */
const namesOf = (type: string, property: string): ReadonlySet<unknown> =>
  new Set(
    app.stackNames.flatMap((stack) =>
      Object.values(app.template(stack).findResources(type)).map(
        ({ Properties }) => Properties[property] as unknown,
      ),
    ),
  );

/** Values that alarms and dashboard give to a dimension. */
const valuesOf = (dimension: string): readonly string[] => [
  ...new Set(
    metrics.flatMap((path) =>
      path
        .slice(2)
        .flatMap((part, index, parts) => (part === dimension ? [parts[index + 1]!] : [])),
    ),
  ),
];

describe('what alarms and dashboard look at', () => {
  it.each([
    ['FunctionName', 'AWS::Lambda::Function', 'FunctionName', 25],
    ['QueueName', 'AWS::SQS::Queue', 'QueueName', 6],
    ['TableName', 'AWS::DynamoDB::Table', 'TableName', 1],
    ['ApiName', 'AWS::ApiGateway::RestApi', 'Name', 1],
    ['Stage', 'AWS::ApiGateway::Stage', 'StageName', 1],
  ])('by %s is deployed under that name', (dimension, type, property, leastCount) => {
    const deployed = namesOf(type, property);
    const watched = valuesOf(dimension);
    expect(watched.length).toBeGreaterThanOrEqual(leastCount);
    expect(watched.filter((name) => !deployed.has(name))).toEqual([]);
  });

  it('are indexes that the table has', () => {
    const indexes = Object.keys(tableDefinition.indexes);
    expect(valuesOf('GlobalSecondaryIndexName').toSorted()).toEqual(indexes.toSorted());
  });

  it('of our own are metrics that are counted, all of them', () => {
    const known = [...Object.keys(logMetrics), ...countedNames];
    const own = metrics.filter(([namespace]) => namespace === 'MeteredCopilot/prod');
    const watched = new Set(own.map(([, name]) => name));
    const { text } = readDashboard(app);
    for (const name of watched) expect(known).toContain(name);
    const unseen = known.filter((name) => !watched.has(name) && !text.includes(`\\"${name}\\"`));
    expect(unseen).toEqual([]);
  });

  it('are all functions that there are', () => {
    const deployed = [...namesOf('AWS::Lambda::Function', 'FunctionName')];
    const ours = deployed.filter((name) => typeof name === 'string');
    expect(valuesOf('FunctionName').toSorted()).toEqual(ours.toSorted());
  });
});

describe('the dashboard', () => {
  it('shows the newest warnings and errors of the log', () => {
    expect(readDashboard(app).text).toContain('filter level in [\\"WARN\\", \\"ERROR\\"]');
  });

  it('says where the runbook is', () => {
    expect(readDashboard(app).text).toContain('docs/runbook.md');
  });
});
