/**
 * Every limit of the product, in one place. Units stand last in each name.
 * A loop, body, list or wait without an entry here is a mistake.
 */
export const limits = {
  /** The largest request body any route accepts. */
  requestBodyBytes: 64 * 1024,
  /** Fields of a form. */
  formFieldCount: 200,
  messageTextCharacters: 8_000,
  /** Of one person, and of one API key unless configured otherwise; further ones are told to wait. */
  personRequestsPerMinuteCount: 300,
  keyRequestsPerMinuteCount: 6_000,
  /** Counting a request may not hold it up for longer. */
  requestCountTimeoutMs: 500,
  idCharacters: 128,
  idempotencyKeyCharacters: 200,
  /** Charges of one batch request. */
  chargesPerBatchCount: 100,
  /** What callers may write next to a charge. */
  referenceMemberCount: 10,
  referenceNameCharacters: 32,
  referenceValueCharacters: 100,

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
  /** Pictures, sounds and documents of one answer, as JSON. */
  toolContentCharacters: 100_000,
  toolArgumentsBytes: 32 * 1024,
  approvalsPerRequestCount: 16,

  transactionsPageCount: 100,
  transactionsDefaultPageCount: 20,
  cursorCharacters: 200,
  /** Entries that one read takes, and those that one page of the history may look at. */
  entriesPerReadCount: 500,
  entriesPerPageCount: 2_000,
  /** Rows of one CSV answer. */
  csvRowCount: 10_000,
  /** What the rows of one answer may weigh as JSON: Lambda takes 6 MB, and quoting may treble. */
  listBytes: 2_000_000,
  usageDayCount: 90,
  usageDefaultDayCount: 30,
  /** Entries that one answer about usage adds up, the newest. */
  usageEntryCount: 20_000,

  /** Keys of one account that work. */
  apiKeysPerAccountCount: 20,
  /** Revoked keys that a list shows, the newest. */
  revokedApiKeyListCount: 50,
  apiKeyNameCharacters: 80,

  /** Buckets of one account; equal ones merge. */
  bucketCount: 16,
  /** The largest amount one command may move, and the largest balance. */
  tokensPerCommand: 1_000_000_000,
  balanceTokens: 1_000_000_000_000,
  holdDefaultSeconds: 15 * 60,
  holdMinSeconds: 60,
  /** From its taking to its last deadline, however often it is extended. */
  holdMaxSeconds: 24 * 60 * 60,
  /** Entries by which one commit may settle expiries and periods; more take several. */
  dueEntriesPerCommitCount: 40,
  /** The same for a read, which shows the balance and writes nothing: some 80 years. */
  dueEntriesPerReadCount: 2_000,
  /** Commands that wait for one account and are committed together. */
  groupCommandCount: 48,
  /** Commands that may wait for one account in a process; more are told to come back. */
  waitingCommandCount: 5_000,
  /** Actions that DynamoDB takes in one transaction. */
  transactionActionCount: 100,
  /** Accounts whose state a process remembers between commands. */
  rememberedAccountCount: 1_000,
  /** Tries of one ledger command against lost races, and the time they may take together. */
  ledgerAttemptCount: 60,
  ledgerDeadlineMs: 8_000,
  ledgerBackoffBaseMs: 8,
  ledgerBackoffCapMs: 250,

  /** Overdue holds read of each shard at a time, and how often in one sweep. */
  sweepPageCount: 100,
  sweepRoundCount: 20,
  /** Holds settled at the same time. */
  sweepConcurrencyCount: 32,
  /** What a sweep leaves of its time: longer than one command may take. */
  sweepReserveMs: 12_000,
  /** Accounts that one read of the list returns. */
  accountsPageCount: 100,
  /** Accounts audited at the same time. */
  auditConcurrencyCount: 8,
  /** An audit of one account that takes longer is given up, so that the walk goes on. */
  auditAccountMs: 240_000,
  /** What the auditor leaves of its time. */
  auditReserveMs: 20_000,
  /** Problems of one account that are logged. */
  auditProblemCount: 10,
  /** Failures that a scheduled run survives; with more it fails as a whole, which alarms. */
  toleratedFailureCount: 10,

  /** One event with its envelope; what EventBridge and SQS take in one call is a little more. */
  eventBytes: 240 * 1024,
  messagingCallBytes: 256 * 1024,
  messagesPerCallCount: 10,
  /** Tries of what a bus or queue did not take, and the most of the wait between them. */
  messagingAttemptCount: 4,
  messagingBackoffMs: 100,
  webhookEndpointCount: 20,
  webhookPatternCount: 20,
  webhookSecretCharacters: 32,
  webhookTimeoutMs: 10_000,
  /** After the first failure; twice as long after each further one, up to the cap. */
  webhookBackoffBaseSeconds: 30,
  webhookBackoffCapSeconds: 60 * 60,

  /** Allowances of one client that are read, those taken back among them. */
  allowancesPerReadCount: 500,
  /** A long job's first hold; its worker extends it. */
  jobHoldSeconds: 60 * 60,
  /** Longer than any tool may take, so that settling never races the deadline of the hold. */
  toolHoldSeconds: 300,
  /** What a request for a tool leaves of its time for settling, longer than one command takes. */
  toolSettleReserveMs: 10_000,
  /** Whoever makes a call is dead after that: longer than the routes that call tools may take. */
  toolCallLeaseSeconds: 180,
  /** Stored results of calls are forgotten after that. */
  toolCallKeptSeconds: 7 * 24 * 60 * 60,
  /** Times a call that failed may be tried again under the same key. */
  toolCallAttemptCount: 10,

  /** Of one client for one server; access tokens are long. */
  credentialFieldCount: 8,
  credentialCharacters: 4_000,
  /** Jobs of one page. */
  jobsPageCount: 50,
  jobsDefaultPageCount: 20,
  /** Leads that one job may be asked for, and those that it stores in one commit. */
  leadsPerJobCount: 1_000,
  leadsPerLotCount: 20,
  /** Steps of one job in all its runs: far more than its lots are. */
  jobStepCount: 400,
  /** What a run of a job leaves of its time: one lot, and handing over. */
  jobReserveMs: 45_000,
  /** Of a request that waits for its job: less than the minute that MCP clients wait for an answer. */
  jobFollowMs: 50_000,
  jobPollMs: 1_000,
  jobPollCount: 60,
  /** Leads of one page, and contacts made by one request. */
  leadsPageCount: 100,
  leadsDefaultPageCount: 20,
  leadFieldCharacters: 200,
  /** What a directory may take for one answer, its tries included. */
  directoryTimeoutMs: 40_000,

  /** What the strictest of the large platforms takes. */
  postTextCharacters: 2_200,
  postVariationCount: 3,
  postHashtagCount: 10,
  postImageCount: 10,

  /** A picture as bytes, and the words that ask for one. */
  imageBytes: 5 * 1024 * 1024,
  imagePromptCharacters: 1_000,
  /** What a model may take for a picture: less than a call of a tool may. */
  imageTimeoutMs: 50_000,
  /** An address shows a picture for so long; another one is had at any time. */
  mediaAddressSeconds: 60 * 60,

  /** Signing in to a server, from the button to the way back. */
  authorizationSeconds: 10 * 60,
  authorizationAnswerCharacters: 2_000,
  returnPathCharacters: 500,
  /** All that one step of signing in asks of a server. */
  signInTimeoutMs: 8_000,
  /** Access tokens are renewed so long before they end. */
  tokenRenewalSeconds: 60,
  /** A server that refuses tokens younger than that would refuse the next ones as well. */
  tokenMinAgeSeconds: 30,
  /** Whoever renews tokens is dead after that: longer than the request may take. */
  tokenRenewalLeaseSeconds: 15,
  /** How long others wait for who renews, and how often they look. */
  tokenRenewalWaitMs: 9_000,
  tokenRenewalPollMs: 150,
  /** Ending a sign-in at its server is a courtesy; nobody waits longer for it. */
  tokenRevocationTimeoutMs: 3_000,

  mcpConnectTimeoutMs: 10_000,
  mcpToolTimeoutMs: 60_000,
} as const;
