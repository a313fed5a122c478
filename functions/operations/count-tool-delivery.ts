import type { ToolCallStore } from '../store/tool-calls.ts';
import type { CountDelivered } from './count-delivered.ts';

/**
 * Units that a tool delivered, by the note that it leaves before its hold is captured: the process
 * that wrote the note died then. 0 where there is none.
 */
export function createCountToolDelivery({
  toolCalls,
}: {
  readonly toolCalls: Pick<ToolCallStore, 'readCall'>;
}): CountDelivered {
  return async ({ accountId, chargeId, quantity, reference }) => {
    const toolCallId = reference['call'];
    if (toolCallId === undefined) return 0;
    const call = await toolCalls.readCall({ accountId, toolCallId: String(toolCallId) });
    // A reference is text from outside: the call must name this very charge, too.
    if (call?.chargeId !== chargeId) return 0;
    return Math.min(call.deliveredQuantity ?? 0, quantity);
  };
}
