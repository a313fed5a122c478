import { randomUUID } from 'node:crypto';
import type { MessageStorage, StoredMessage } from './message-storage.ts';

/** Messages that may wait; more are refused, as a full disk would. */
const waitingMessageCount = 10_000;

export interface NewMessage {
  readonly body: string;
  /** Messages of a group are handed out in order; without one each stands for itself. */
  readonly group?: string | undefined;
  /** While a message with this id waits, another one is the same. */
  readonly deduplicationId?: string | undefined;
}

export interface LocalQueue {
  /** @returns the message's id, or null when the queue is full */
  send(message: NewMessage): string | null;
  /** Hands out what is due, oldest first; each comes again unless it is removed in time. */
  receive(batchCount: number): StoredMessage[];
  remove(messageId: string): void;
  /** @returns whether there is such a message */
  postpone(messageId: string, seconds: number): boolean;
}

/**
 * A queue as SQS has them, in this process.
 * @param options.receiveCount times a message is handed out before it goes to the dead letters
 * @param options.visibilityMs until a message that was handed out and not removed comes again
 */
export function createLocalQueue(options: {
  receiveCount: number;
  visibilityMs: number;
  storage: MessageStorage;
  bury: (message: StoredMessage) => void;
  now?: () => number;
}): LocalQueue {
  const { storage, bury, now = Date.now } = options;
  const waiting = new Map(storage.load().map((message) => [message.messageId, message]));
  let lastSequence = Math.max(0, ...[...waiting.values()].map(({ sequence }) => sequence));

  function keep(message: StoredMessage): StoredMessage {
    storage.save(message);
    waiting.set(message.messageId, message);
    return message;
  }

  function remove(messageId: string): void {
    const message = waiting.get(messageId);
    if (message === undefined) return;
    storage.remove(message);
    waiting.delete(messageId);
  }

  function send({ body, group, deduplicationId }: NewMessage): string | null {
    const twin = deduplicationId && findTwin(deduplicationId);
    if (twin) return twin.messageId;
    if (waiting.size >= waitingMessageCount) return null;
    lastSequence += 1;
    const messageId = randomUUID();
    const sentAtMs = now();
    keep({
      sequence: lastSequence,
      messageId,
      group: group ?? messageId,
      deduplicationId: deduplicationId ?? messageId,
      body,
      sentAtMs,
      receiveCount: 0,
      visibleAtMs: sentAtMs,
    });
    return messageId;
  }

  const findTwin = (deduplicationId: string) =>
    waiting.values().find((message) => message.deduplicationId === deduplicationId);

  function receive(batchCount: number): StoredMessage[] {
    const lockedGroups = new Set<string>();
    const taken: StoredMessage[] = [];
    for (const message of waiting.values()) {
      if (taken.length >= batchCount) break;
      if (lockedGroups.has(message.group)) continue;
      if (message.visibleAtMs > now()) lockedGroups.add(message.group);
      else if (message.receiveCount >= options.receiveCount) giveUp(message);
      else taken.push(message);
    }
    const visibleAtMs = now() + options.visibilityMs;
    return taken.map((message) =>
      keep({ ...message, receiveCount: message.receiveCount + 1, visibleAtMs }),
    );
  }

  function giveUp(message: StoredMessage): void {
    bury(message);
    remove(message.messageId);
  }

  function postpone(messageId: string, seconds: number): boolean {
    const message = waiting.get(messageId);
    if (message) keep({ ...message, visibleAtMs: now() + seconds * 1000 });
    return message !== undefined;
  }

  return { send, receive, remove, postpone };
}
