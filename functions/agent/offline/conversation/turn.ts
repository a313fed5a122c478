import type { JSONObject } from '@ai-sdk/provider';
import type { Outcome } from '../results/read-outcome.ts';

/** A tool call of a turn. `outcome` is null while it waits for an answer or an approval. */
export interface TurnCall {
  readonly id: string;
  readonly toolName: string;
  readonly input: JSONObject;
  readonly outcome: Outcome | null;
}

/** One message of a person with everything that came of it. */
export interface Turn {
  readonly message: string;
  /** What the assistant said in it, all of it. */
  readonly reply: string;
  readonly calls: readonly TurnCall[];
}
