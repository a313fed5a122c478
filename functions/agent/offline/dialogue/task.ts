import type { JSONObject } from '@ai-sdk/provider';
import type { SlotValues } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';

/** Something that was asked for and is not done yet. */
export interface Task {
  readonly tool: ToolProfile;
  readonly values: SlotValues;
  /** What the person calls the records to work on, by the slots for their ids, until those are known. */
  readonly targets: ReadonlyMap<string, string>;
  /** The names of those records, once found: an id means nothing to people. */
  readonly targetNames: ReadonlyMap<string, string>;
  /** Slots that were asked for. An optional one is not asked for again. */
  readonly asked: ReadonlySet<string>;
}

/** A record that could be the one meant. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly details: string;
}

/** What the assistant waits for between two messages. */
export type Waiting =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'answer'; readonly task: Task; readonly slotKeys: readonly string[] }
  | { readonly kind: 'confirmation'; readonly task: Task }
  | { readonly kind: 'record'; readonly task: Task; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'tool'; readonly message: string; readonly tools: readonly ToolProfile[] };

/** What the assistant does next: it says something, or calls a tool. */
export type Move =
  | { readonly kind: 'say'; readonly text: string; readonly waiting: Waiting }
  | {
      readonly kind: 'call';
      readonly tool: ToolProfile;
      readonly input: JSONObject;
      /** Said before the call, or null. */
      readonly lead: string | null;
      /** `find-record`: the answer only tells the id that the task needs. */
      readonly purpose: 'act' | 'find-record';
      readonly task: Task;
    };

export const nothing: Waiting = { kind: 'nothing' };

export const say = (text: string, waiting: Waiting = nothing): Move => ({
  kind: 'say',
  text,
  waiting,
});
