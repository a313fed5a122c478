/**
 * What the ledger writes and reads, in DynamoDB's capacity units. A test counts all of it from the
 * requests that the ledger really sends, and fails where this says something else.
 */
export const ledgerFootprint = {
  charge: { tableWrites: 6, indexWrites: 1, reads: 0 },
  /** A hold that is captured in full, as a chat turn is paid. */
  turn: { tableWrites: 7, indexWrites: 3, reads: 1 },
  /** Of the table's units, those that a commit takes for the state, however much it carries. */
  stateWrites: 2,
  /** Of a turn's units, those of the capture, which leaves the state alone. */
  captureWrites: 1,
  /** One entry, in the table as in the index of the newest. */
  entryWrites: 2,
  recentIndexWrites: 1,
  /** A hold enters the index of deadlines and leaves it again. */
  dueIndexWrites: 2,
  groupCount: 48,
  recentShardCount: 4,
  dueShardCount: 16,
  /** What a turn leaves, rounded up, in bytes. */
  turnItemBytes: { entry: 650, charge: 850 },
} as const;
