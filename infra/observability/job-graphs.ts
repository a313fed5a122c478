import { triggers } from '../../shared/triggers.ts';
import type { TriggerName } from '../trigger-name.ts';
import type { GraphGroup, Lines } from './graph.ts';

const jobNames = Object.keys(triggers) as TriggerName[];

const jobErrors: Lines = Object.fromEntries(
  jobNames.map((name) => [name, { kind: 'function', name, metric: 'Errors' }]),
);

/** Work that nobody waits for. */
export const jobGraphs: GraphGroup = {
  heading: 'Jobs and events',
  graphs: [
    {
      title: 'Waiting messages',
      unit: 'messages',
      lines: {
        webhooks: { kind: 'queue length', of: 'webhooks' },
        usage: { kind: 'queue length', of: 'usage' },
        jobs: { kind: 'queue length', of: 'jobs' },
      },
      right: {
        unit: 'seconds',
        lines: {
          'oldest webhook': { kind: 'queue age', of: 'webhooks' },
          'oldest usage': { kind: 'queue age', of: 'usage' },
          'oldest job': { kind: 'queue age', of: 'jobs' },
        },
      },
    },
    {
      title: 'Dead letters',
      unit: 'messages',
      periodMinutes: 5,
      lines: {
        webhooks: { kind: 'dead letters', of: 'webhooks' },
        usage: { kind: 'dead letters', of: 'usage' },
        jobs: { kind: 'dead letters', of: 'jobs' },
        stream: { kind: 'dead letters', of: 'stream' },
        schedules: { kind: 'dead letters', of: 'schedules' },
      },
    },
    {
      title: 'Webhooks and events',
      unit: 'a minute',
      lines: {
        delivered: { kind: 'log', name: 'WebhooksDelivered' },
        'to be tried again': { kind: 'log', name: 'WebhooksFailed' },
        'given up': { kind: 'log', name: 'WebhooksGivenUp' },
        'from outside, not signed': { kind: 'log', name: 'WebhooksForged' },
        'events not published': { kind: 'log', name: 'EventsNotPublished' },
        'events skipped': { kind: 'log', name: 'EventsSkipped' },
        'usage not charged': { kind: 'log', name: 'UsageNotCharged' },
      },
    },
    {
      title: 'How far events are behind',
      unit: 'ms',
      lines: {
        'oldest change': { kind: 'function', name: 'publishChanges', metric: 'IteratorAge' },
      },
    },
    { title: 'Failed runs', unit: 'in five minutes', periodMinutes: 5, lines: jobErrors },
  ],
};
