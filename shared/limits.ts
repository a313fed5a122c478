/**
 * Every limit of the product, in one place. Units stand last in each name.
 * A loop, body, list or wait without an entry here is a mistake.
 */
export const limits = {
  /** The largest request body any route accepts. */
  requestBodyBytes: 64 * 1024,
  messageTextCharacters: 8_000,
  idCharacters: 128,
  idempotencyKeyCharacters: 200,

  /** A session is forgotten this long after its last connect. */
  sessionLifetimeSeconds: 24 * 60 * 60,
  sessionToolCount: 128,

  /** Turns of a conversation that the model is shown again. */
  historyTurnCount: 20,
  /** Turns of a conversation that one read returns. */
  conversationTurnCount: 100,
  /** Model calls within one turn; the last one may not call tools. */
  turnStepCount: 8,
  /** Times a failed turn may be tried again under the same message id. */
  turnAttemptCount: 10,
  /** A turn that has not ended by then is stopped and settled. */
  turnDurationSeconds: 120,
  /** The hold of a turn outlives the turn, so that settling never races the deadline. */
  turnHoldSeconds: 300,
  /** Between taking the token of a turn and writing the turn lie moments, never this long. */
  turnStartGraceSeconds: 15,
  turnStopPollMs: 500,
  /** What a turn leaves of its time for settling. */
  turnSettleReserveMs: 10_000,
  streamKeepAliveMs: 15_000,
  /** A stored reply; longer ones are cut and say so. */
  replyBytes: 200 * 1024,
  toolResultCharacters: 20_000,
  toolArgumentsBytes: 32 * 1024,
  approvalsPerRequestCount: 16,

  transactionsPageCount: 100,
  transactionsDefaultPageCount: 20,

  /** Buckets of one account; equal ones merge. */
  bucketCount: 16,
  /** The largest amount one command may move, and the largest balance. */
  tokensPerCommand: 1_000_000_000,
  balanceTokens: 1_000_000_000_000,
  holdDefaultSeconds: 15 * 60,
  holdMaxSeconds: 24 * 60 * 60,
  /** Tries of one ledger command against lost races, and the time they may take together. */
  ledgerAttemptCount: 60,
  ledgerDeadlineMs: 8_000,
  ledgerBackoffBaseMs: 8,
  ledgerBackoffCapMs: 250,

  mcpConnectTimeoutMs: 10_000,
  mcpToolTimeoutMs: 60_000,
} as const;
