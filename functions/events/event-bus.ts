import type { AccountEvent } from '../../shared/api/events.ts';

/** Where everybody who is interested in all events of the product listens. */
export interface EventBus {
  /**
   * Publishes events, at least once each.
   *
   * @returns ids of the events that were not taken, after some tries
   * @throws Error when the bus does not answer; any of the events may have been taken
   */
  publish(events: readonly AccountEvent[]): Promise<ReadonlySet<string>>;
}
