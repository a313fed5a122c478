/**
 * Limits of the built-in assistant. They bound the work for one message: every pass over a
 * message is linear in these figures, whatever a person or a tool server sends.
 */
export const offlineLimits = {
  toolCount: 128,
  /** Arguments of one tool that are understood; later ones are left out. */
  slotCount: 64,
  schemaDepth: 3,
  schemaChoiceCount: 200,
  messageWords: 2_000,
  /** Turns that are replayed; more than the product ever shows again. */
  replayTurnCount: 60,
  callsPerTurn: 8,
  /** Words at the start of a message that say what is wanted; the rest is content. */
  requestHeadWords: 14,
  nameWords: 5,
  listValueCount: 50,
  /** Longest text that is tested against a tool's own pattern. */
  patternValueCharacters: 200,
  patternCharacters: 200,
  resultRowCount: 10,
  resultColumnCount: 4,
  resultFactCount: 12,
  resultDepth: 3,
  /** Records that are read from the answer of a look-up. */
  recordCount: 200,
  valueCharacters: 120,
  textCharacters: 2_000,
  offeredToolCount: 40,
  /** Tools named to whoever greets or is not understood. */
  exampleToolCount: 8,
  choiceCount: 8,
} as const;
