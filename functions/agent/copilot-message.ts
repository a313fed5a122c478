import type { InferUIMessageChunk, UIMessage } from 'ai';
import type { PhasePart, TurnMetadata } from '../../shared/api/copilot.ts';
import type { BalanceSummary } from '../../shared/api/primitives.ts';

/** A message of the copilot; its data parts are transient, so they are streamed but not kept. */
export type CopilotMessage = UIMessage<TurnMetadata, { balance: BalanceSummary; phase: PhasePart }>;
export type CopilotChunk = InferUIMessageChunk<CopilotMessage>;
export type CopilotPart = CopilotMessage['parts'][number];
