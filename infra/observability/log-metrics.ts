/**
 * What CloudWatch counts from the functions' log. A test runs the product and shows that each
 * pattern matches a line that it really writes; so a message that is renamed there is renamed here.
 */
export interface LogMetric {
  /** CloudWatch's filter pattern for lines of JSON. */
  readonly pattern: string;
  /** The field that is added up; without one, lines are counted. */
  readonly field?: string;
  readonly unit?: 'Milliseconds';
  /** The field by whose values the metric is kept apart. Such a metric cannot alarm. */
  readonly splitBy?: string;
  readonly meaning: string;
}

const refused = '$.message = "request refused"';

export const logMetrics = {
  Deductions: {
    pattern: '{ $.message = "tokens deducted" }',
    meaning: 'charges and holds',
  },
  TokensDeducted: {
    pattern: '{ $.message = "tokens deducted" }',
    field: 'tokens',
    meaning: 'tokens that charges and holds took',
  },
  TokensGivenBack: {
    pattern: '{ $.message = "tokens given back" }',
    field: 'tokens',
    meaning: 'tokens of work that failed or took less',
  },
  TokensGranted: {
    pattern: '{ $.message = "tokens granted" }',
    field: 'tokens',
    meaning: 'tokens bought or given',
  },
  TokensUncollected: {
    pattern: '{ $.message = "tokens uncollected" }',
    field: 'owed',
    meaning: 'tokens of work that was delivered and could not be paid',
  },
  BalancesRepaired: {
    pattern: '{ $.message = "balance missing, opened" || $.message = "balance damaged, restored" }',
    meaning: 'balances that were missing or broken when a command met them',
  },
  AccountsFrozen: {
    pattern: '{ $.message = "account frozen" }',
    meaning: 'accounts that may not spend until they have been looked at',
  },
  LostRaces: {
    pattern: '{ $.message = "races lost" }',
    field: 'count',
    meaning: 'commits that had to be decided anew, as somebody else wrote first',
  },
  Refusals: {
    pattern: `{ ${refused} && $.level = "INFO" }`,
    splitBy: 'code',
    meaning: 'requests refused for a reason that the caller can mend',
  },
  Failures: {
    pattern: `{ ${refused} && $.level != "INFO" }`,
    splitBy: 'code',
    meaning: 'requests that failed for a reason of ours, or of a provider',
  },
  InsufficientTokens: {
    pattern: `{ ${refused} && $.code = "insufficient_tokens" }`,
    meaning: 'requests refused for lack of tokens',
  },
  CallersLimited: {
    pattern: '{ $.message = "requests limited" }',
    meaning: 'callers that sent too many requests in a minute',
  },
  AccountBusy: {
    pattern: `{ ${refused} && $.code = "account_busy" }`,
    meaning: 'requests that lost every race for their account',
  },
  LedgerUnavailable: {
    pattern: `{ ${refused} && $.code = "ledger_unavailable" }`,
    meaning: 'requests that were not started, as the ledger did not answer',
  },
  SignInFailures: {
    pattern: `{ ${refused} && $.operation = "authorize" && $.level != "INFO" }`,
    meaning: 'requests whose caller could not be checked',
  },
  TurnsCompleted: {
    pattern: '{ $.message = "turn settled" && ($.outcome = "completed" || $.outcome = "waiting") }',
    meaning: 'turns that gave a reply, or stopped at an approval',
  },
  TurnsStopped: {
    pattern: '{ $.message = "turn settled" && $.outcome = "stopped" }',
    meaning: 'turns that their user stopped',
  },
  TurnsFailed: {
    pattern: '{ $.message = "turn settled" && $.outcome = "failed" }',
    meaning: 'turns that came to nothing and cost nothing',
  },
  TurnsReplayed: {
    pattern: '{ $.message = "turn replayed" }',
    meaning: 'messages that were sent again and got their stored reply',
  },
  TurnsNotSettled: {
    pattern: '{ $.message = "turn not settled" || $.message = "tool call not captured" }',
    meaning: 'work whose hold was left to the sweeper',
  },
  TurnDuration: {
    pattern: '{ $.message = "turn settled" }',
    field: 'durationMs',
    unit: 'Milliseconds',
    meaning: 'from the start of the work to its settlement',
  },
  ModelFailures: {
    pattern: '{ $.message = "turn failed" && $.code = "model_failed" }',
    meaning: 'turns that the model did not answer, or not in time',
  },
  ToolCalls: {
    pattern: '{ $.message = "tool called" }',
    meaning: 'calls of tools',
  },
  ToolFailures: {
    pattern:
      '{ $.message = "tool failed" || ($.message = "tool called" && $.outcome != "done" && $.outcome != "refused") }',
    meaning: 'calls that got no answer from their tool, or one that it broke',
  },
  ServersUnreachable: {
    pattern: '{ $.code = "server_unreachable" }',
    meaning: 'connections to MCP servers that failed',
  },
  WebhooksDelivered: {
    pattern: '{ $.message = "webhook delivered" }',
    meaning: 'webhooks that their receiver took',
  },
  WebhooksFailed: {
    pattern: '{ $.message = "webhook failed" }',
    meaning: 'tries that will be made again',
  },
  WebhooksGivenUp: {
    pattern: '{ $.message = "webhook given up" }',
    meaning: 'webhooks that no try delivered',
  },
  WebhooksForged: {
    pattern: '{ $.message = "webhook not signed" }',
    meaning: 'webhooks of providers that they did not sign; they changed nothing',
  },
  EventsSkipped: {
    pattern: '{ $.message = "change not readable" || $.message = "event too large to publish" }',
    meaning: 'changes of the ledger that nobody will be told of',
  },
  EventsNotPublished: {
    pattern: '{ $.message = "events not published" }',
    meaning: 'lots of events that the bus or the queue did not take; they come again',
  },
  UsageNotCharged: {
    pattern: '{ $.message = "usage event failed" || $.message = "usage event malformed" }',
    meaning: 'reports of usage that failed, each time they are tried',
  },
  AuditsFinished: {
    pattern: '{ $.message = "audit finished" }',
    meaning: 'audits that came to the end of their time or of the list',
  },
} as const satisfies Record<string, LogMetric>;

export type LogMetricName = keyof typeof logMetrics;
