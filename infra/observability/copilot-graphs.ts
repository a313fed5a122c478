import type { GraphGroup } from './graph.ts';

/** What people meet: turns, tools, and how long they wait. */
export const copilotGraphs: GraphGroup = {
  heading: 'Copilot and API',
  graphs: [
    {
      title: 'Turns',
      unit: 'a minute',
      lines: {
        answered: { kind: 'log', name: 'TurnsCompleted' },
        stopped: { kind: 'log', name: 'TurnsStopped' },
        failed: { kind: 'log', name: 'TurnsFailed' },
        replayed: { kind: 'log', name: 'TurnsReplayed' },
      },
    },
    {
      title: 'Model and tool failures',
      unit: 'a minute',
      lines: {
        'model failures': { kind: 'log', name: 'ModelFailures' },
        'tool failures': { kind: 'log', name: 'ToolFailures' },
        'servers unreachable': { kind: 'log', name: 'ServersUnreachable' },
      },
      right: { unit: 'calls', lines: { 'tool calls': { kind: 'log', name: 'ToolCalls' } } },
    },
    {
      title: 'How long a turn takes',
      unit: 'ms',
      periodMinutes: 5,
      lines: {
        median: { kind: 'log', name: 'TurnDuration', statistic: 'p50' },
        p99: { kind: 'log', name: 'TurnDuration', statistic: 'p99' },
      },
    },
    {
      title: 'How long token routes take',
      unit: 'ms',
      periodMinutes: 5,
      lines: {
        'balance, median': { kind: 'route latency', route: 'getBalance', statistic: 'p50' },
        'balance, p99': { kind: 'route latency', route: 'getBalance', statistic: 'p99' },
        'charge, median': { kind: 'route latency', route: 'createCharge', statistic: 'p50' },
        'charge, p99': { kind: 'route latency', route: 'createCharge', statistic: 'p99' },
      },
    },
    {
      title: 'Requests',
      unit: 'a minute',
      lines: {
        all: { kind: 'api', metric: 'Count' },
        '4xx': { kind: 'api', metric: '4XXError' },
        '5xx': { kind: 'api', metric: '5XXError' },
      },
    },
    {
      title: 'Refusals by code',
      unit: 'in five minutes',
      periodMinutes: 5,
      lines: {},
      split: 'Refusals',
    },
    {
      title: 'Failures by code',
      unit: 'in five minutes',
      periodMinutes: 5,
      lines: { 'caller not checked': { kind: 'log', name: 'SignInFailures' } },
      split: 'Failures',
    },
  ],
};
