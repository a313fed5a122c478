import type { triggers } from '../shared/triggers.ts';

export type TriggerName = keyof typeof triggers;
