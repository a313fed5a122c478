import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  type IAlarm,
  type IWidget,
  LogQueryWidget,
  PeriodOverride,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { copilotGraphs } from '../observability/copilot-graphs.ts';
import { createGraphWidget } from '../observability/create-graph-widget.ts';
import type { GraphGroup } from '../observability/graph.ts';
import { jobGraphs } from '../observability/job-graphs.ts';
import { ledgerGraphs } from '../observability/ledger-graphs.ts';
import { platformGraphs } from '../observability/platform-graphs.ts';
import { runbookPath } from '../observability/runbook-address.ts';
import { resourceName } from '../resource-name.ts';

export interface ProductDashboardProps {
  readonly stage: string;
  readonly logGroup: ILogGroup;
  readonly alarms: readonly IAlarm[];
  readonly runbookUrl: string | undefined;
}

/** CloudWatch's grid: so many columns in a row. */
const gridWidth = 24;
const newestFailureCount = 50;
const shownByDefault = Duration.hours(3);

/** The page that an operator keeps open. */
export class ProductDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: ProductDashboardProps) {
    super(scope, id, {
      dashboardName: resourceName(props.stage, 'overview'),
      defaultInterval: shownByDefault,
      // Each graph has the period that its axis names.
      periodOverride: PeriodOverride.INHERIT,
    });
    this.addWidgets(createHeading(`Metered Copilot, ${props.stage}`, describeRunbook(props)));
    this.addWidgets(
      new AlarmStatusWidget({
        title: 'Alarms',
        alarms: [...props.alarms],
        width: gridWidth,
        height: 5,
      }),
    );
    for (const group of [ledgerGraphs, copilotGraphs, jobGraphs, platformGraphs]) {
      this.addWidgets(createHeading(group.heading));
      this.addWidgets(...createGraphs(group, props.stage));
    }
    this.addWidgets(createFailureList(props.logGroup));
  }
}

const createGraphs = ({ graphs }: GraphGroup, stage: string): IWidget[] =>
  graphs.map((graph) => createGraphWidget(graph, stage));

const createHeading = (title: string, text = ''): TextWidget =>
  new TextWidget({
    markdown: `## ${title}\n${text}`.trim(),
    width: gridWidth,
    height: text === '' ? 1 : 2,
  });

const describeRunbook = ({ runbookUrl }: ProductDashboardProps): string =>
  runbookUrl === undefined
    ? `What to do about an alarm: \`${runbookPath}\`, under its name.`
    : `What to do about an alarm: the [runbook](${runbookUrl}), under its name.`;

/** The lines that say what went wrong, without leaving the page. */
const createFailureList = (logGroup: ILogGroup): LogQueryWidget =>
  new LogQueryWidget({
    title: 'Newest warnings and errors',
    logGroupNames: [logGroup.logGroupName],
    width: gridWidth,
    height: 8,
    queryLines: [
      'fields @timestamp, level, message, code, operation, accountId, requestId',
      'filter level in ["WARN", "ERROR"]',
      'sort @timestamp desc',
      `limit ${newestFailureCount}`,
    ],
  });
