import type { AlarmDefinition } from './alarm-definition.ts';

const minuteMs = 60_000;

/** About work that nobody waits for, so that nobody would complain. */
export const jobAlarms = {
  'usage-not-charged': {
    impact: 'What other services reported as used was not charged.',
    urgency: 'today',
    metric: { kind: 'dead letters', of: 'usage' },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
  'usage-waiting': {
    impact: 'What other services report as used is charged more than half an hour late.',
    urgency: 'today',
    metric: { kind: 'queue age', of: 'usage' },
    when: { above: 30 * 60 },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'webhooks-given-up': {
    impact: 'A listener was not told of changes, and will not be told again by itself.',
    urgency: 'today',
    metric: { kind: 'dead letters', of: 'webhooks' },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
  'events-late': {
    impact: 'Listeners are told of charges and low balances more than a quarter of an hour late.',
    urgency: 'today',
    metric: { kind: 'function', name: 'publishChanges', metric: 'IteratorAge' },
    when: { above: 15 * minuteMs },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'events-lost': {
    impact: 'Changes of the ledger were committed that no listener has been told of.',
    urgency: 'today',
    metric: {
      kind: 'sum',
      of: [
        { kind: 'dead letters', of: 'stream' },
        { kind: 'log', name: 'EventsSkipped' },
      ],
    },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
  'long-jobs-given-up': {
    impact: 'Long jobs were left unfinished; they are charged for what they delivered.',
    urgency: 'today',
    metric: { kind: 'dead letters', of: 'jobs' },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
  'long-jobs-waiting': {
    impact: 'Long jobs start more than a quarter of an hour late.',
    urgency: 'today',
    metric: { kind: 'queue age', of: 'jobs' },
    when: { above: 15 * 60 },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'jobs-not-started': {
    impact: 'A sweep or an audit could not be started.',
    urgency: 'today',
    metric: { kind: 'dead letters', of: 'schedules' },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
} as const satisfies Record<string, AlarmDefinition>;
