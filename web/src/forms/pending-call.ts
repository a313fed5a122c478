import * as z from 'zod/mini';
import type { PageMemory } from '../page/page-memory.ts';
import type { PricedAction } from './paid-call.ts';

/** A call that was sent and has no answer yet. */
export interface PendingCall {
  readonly action: PricedAction;
  readonly key: string;
}

const pendingSchema: z.ZodMiniType<PendingCall> = z.object({
  key: z.string(),
  action: z.object({
    tool: z.string(),
    args: z.record(z.string(), z.unknown()),
    quantity: z.int(),
    tokens: z.int(),
    balanceAfter: z.nullable(z.int()),
    available: z.nullable(z.int()),
    hasRisen: z.boolean(),
  }),
});

export interface PendingCalls {
  read(): PendingCall | null;
  write(call: PendingCall): void;
  forget(): void;
}

/** Keeps a form's pending call for as long as the tab, so that a reload does not pay twice. */
export function createPendingCalls(memory: PageMemory, name: string): PendingCalls {
  return {
    read: () => parsePending(memory.getDraft(name)),
    write: (call) => memory.setDraft(name, JSON.stringify(call)),
    forget: () => memory.setDraft(name, ''),
  };
}

function parsePending(text: string): PendingCall | null {
  if (text === '') return null;
  try {
    return pendingSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Two actions that are the same work: what is pending for one is pending for the other. */
export const isSameAction = (
  one: Pick<PricedAction, 'tool' | 'args'>,
  other: Pick<PricedAction, 'tool' | 'args'>,
): boolean => one.tool === other.tool && JSON.stringify(one.args) === JSON.stringify(other.args);
