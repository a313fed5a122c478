import type { DynamicToolUIPart, UIMessage } from 'ai';
import type { PhasePart, TurnMetadata } from '../../../shared/api/copilot.ts';
import type { BalanceSummary } from '../../../shared/api/primitives.ts';

/** A message of the chat: the AI SDK's, with our metadata and custom parts. */
export type CopilotMessage = UIMessage<TurnMetadata, { balance: BalanceSummary; phase: PhasePart }>;

/** One call of a tool. The API sends every tool as a dynamic one. */
export type ToolCallPart = DynamicToolUIPart;
