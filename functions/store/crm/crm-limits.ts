/** Limits of the built-in CRM. Units stand last in each name. */
export const crmLimits = {
  nameCharacters: 120,
  emailCharacters: 254,
  phoneCharacters: 32,
  fieldCharacters: 200,
  urlCharacters: 500,
  bodyCharacters: 5_000,
  queryCharacters: 200,
  cursorCharacters: 400,
  recordIdCharacters: 64,

  tagCharacters: 64,
  tagsPerContactCount: 50,
  /** Notes and tasks of one contact together, so that deleting a contact is bounded too. */
  childrenPerContactCount: 1_000,

  pageCount: 100,
  defaultPageCount: 20,
  /** Rows one search looks at before it answers with a cursor, found or not. */
  rowsPerSearchCount: 1_000,
  rowsPerQueryCount: 250,
  /** What DynamoDB takes in one batch of deletions. */
  rowsPerBatchCount: 25,

  commitAttemptCount: 6,
  commitBackoffMs: 20,
  /** How long a create request is remembered: far longer than any retry. */
  creationMemorySeconds: 30 * 24 * 60 * 60,

  /** A monetary value, in whole currency units. */
  monetaryValue: 1_000_000_000_000,
} as const;
