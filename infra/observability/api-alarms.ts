import type { AlarmDefinition } from './alarm-definition.ts';

/** About what customers do: chat, tools and requests. */
export const apiAlarms = {
  'api-failing': {
    impact: 'More than one request in twenty fails for a reason that is ours.',
    urgency: 'at once',
    metric: {
      kind: 'share',
      part: { kind: 'api', metric: '5XXError' },
      whole: { kind: 'api', metric: 'Count' },
      atLeast: 20,
    },
    when: { above: 5 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
  'api-slow': {
    impact: 'Balances and charges take longer than three seconds for one request in a hundred.',
    urgency: 'today',
    metric: {
      kind: 'largest',
      of: [
        { kind: 'route latency', route: 'getBalance', statistic: 'p99' },
        { kind: 'route latency', route: 'createCharge', statistic: 'p99' },
      ],
    },
    when: { above: 3_000 },
    periodMinutes: 5,
    // One cold start in a quiet hour is a hundredth already.
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'sign-in-failing': {
    impact: 'Nobody can be let in whose token has to be checked: the issuer or the ledger is away.',
    urgency: 'at once',
    // Not the function's errors: refusing an unknown caller is one of those, too.
    metric: { kind: 'log', name: 'SignInFailures' },
    when: { above: 4 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
  'model-failing': {
    impact: 'More than one message in five gets no reply. Nobody is charged for them.',
    urgency: 'at once',
    metric: {
      kind: 'share',
      part: { kind: 'log', name: 'ModelFailures' },
      whole: {
        kind: 'sum',
        of: [
          { kind: 'log', name: 'TurnsCompleted' },
          { kind: 'log', name: 'TurnsFailed' },
        ],
      },
      atLeast: 5,
    },
    when: { above: 20 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
  'tools-failing': {
    impact: 'More than one call of a tool in five gets no answer: a CRM or a provider is away.',
    urgency: 'today',
    metric: {
      kind: 'share',
      part: {
        kind: 'sum',
        of: [
          { kind: 'log', name: 'ToolFailures' },
          { kind: 'log', name: 'ServersUnreachable' },
        ],
      },
      whole: {
        kind: 'sum',
        of: [
          { kind: 'log', name: 'ToolCalls' },
          { kind: 'log', name: 'ServersUnreachable' },
        ],
      },
      atLeast: 10,
    },
    when: { above: 20 },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'functions-throttled': {
    impact: 'Lambda turns requests away, as all its concurrency is in use.',
    urgency: 'at once',
    metric: { kind: 'all functions', metric: 'Throttles' },
    when: { above: 10 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
} as const satisfies Record<string, AlarmDefinition>;
