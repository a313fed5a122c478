import type { TurnMetadata } from '../../../shared/api/copilot.ts';

/** What a reply cost, as the line under it says. */
export interface TurnCost {
  /** 0: nothing was charged. */
  readonly tokens: number;
  readonly balanceAfter: number | null;
  /** The stored reply of a message that was sent again. */
  readonly isReplay: boolean;
}

/** @returns null while it is not known: the turn runs, or its end did not arrive */
export function describeTurnCost(metadata: TurnMetadata | undefined): TurnCost | null {
  if (metadata?.tokens === undefined || metadata.outcome === 'running') return null;
  const { tokens, balanceAfter = null, isReplay = false } = metadata;
  return { tokens, balanceAfter, isReplay };
}
