/**
 * Every function that is not called by HTTP: what starts it, and its limits. CDK and the local
 * runtime both build from this. The key is also the name of the handler's file in
 * `functions/triggers`, in kebab-case.
 */

/** Starts once a minute, or once a day at that hour. */
export interface ScheduleTrigger {
  readonly kind: 'schedule';
  readonly every: { readonly minutes: number } | { readonly dayAtUtcHour: number };
}

/** Takes messages from a queue; what fails so often goes to the queue's dead letters. */
export interface QueueTrigger {
  readonly kind: 'queue';
  readonly queue: QueueName;
  readonly batchCount: number;
}

/** Takes changes of the table, in order for each account. */
export interface StreamTrigger {
  readonly kind: 'table stream';
  readonly batchCount: number;
}

export interface Trigger {
  readonly source: ScheduleTrigger | QueueTrigger | StreamTrigger;
  readonly timeoutSeconds: number;
  readonly summary: string;
}

export const queues = {
  /** Signed HTTP requests to make to those who listen; in order for each account and listener. */
  webhooks: { receiveCount: 8, isOrdered: true },
  /** What other services used and want charged. */
  usage: { receiveCount: 5, isOrdered: false },
  /** Long work; ordered, so that no two workers take the same job at a time. */
  jobs: { receiveCount: 5, isOrdered: true },
} as const;
export type QueueName = keyof typeof queues;

export const triggers = {
  sweepHolds: {
    source: { kind: 'schedule', every: { minutes: 1 } },
    timeoutSeconds: 50,
    summary: 'Settles holds whose deadline has passed.',
  },
  auditAccounts: {
    source: { kind: 'schedule', every: { dayAtUtcHour: 3 } },
    timeoutSeconds: 900,
    summary: 'Verifies accounts from their first entry, and freezes one that does not add up.',
  },
  publishChanges: {
    source: { kind: 'table stream', batchCount: 100 },
    timeoutSeconds: 60,
    summary: 'Tells the event bus and the webhooks of new entries and of balances running low.',
  },
  deliverWebhook: {
    source: { kind: 'queue', queue: 'webhooks', batchCount: 10 },
    timeoutSeconds: 60,
    summary: 'Makes the signed request to a webhook.',
  },
  chargeUsage: {
    source: { kind: 'queue', queue: 'usage', batchCount: 100 },
    timeoutSeconds: 30,
    summary: 'Charges what other services report as used.',
  },
  runJob: {
    source: { kind: 'queue', queue: 'jobs', batchCount: 1 },
    timeoutSeconds: 120,
    summary: 'Works on a long job, lot by lot, and settles its hold at the end.',
  },
} as const satisfies Record<string, Trigger>;
