import type { ItemKey } from '../database/item.ts';

/** A write that has just been carried out. */
export interface ObservedWrite {
  readonly written: readonly ItemKey[];
  /** ISO time by the clock of the sender when it sent. */
  readonly sentAt: string;
  readonly sender: string;
}

export interface WriteObserver {
  /** Called before anything else is written. */
  observe(write: ObservedWrite): Promise<void>;
}
