/** Something to do later, in order within its group. */
export interface QueueMessage {
  /** Sent again within minutes, it is the same message. */
  readonly id: string;
  /** While one message of a group is tried again, those behind it wait. */
  readonly group: string;
  readonly body: string;
}

export interface MessageQueue {
  /**
   * Puts messages in, each at least once.
   *
   * @returns ids of the messages that were not taken, after some tries
   * @throws Error when the queue does not answer; any of the messages may have been taken
   */
  send(messages: readonly QueueMessage[]): Promise<ReadonlySet<string>>;
  /** Has a received message come again after so many seconds, 0 for at once. */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}

/** A message as the queue hands it out. */
export interface ReceivedMessage extends Omit<QueueMessage, 'id'> {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** 1 for the first time. */
  readonly receiveCount: number;
}
