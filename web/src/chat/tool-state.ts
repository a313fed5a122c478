import type { ToolCallPart } from './copilot-message.ts';
import { showResult } from './show-result.ts';

/** What a tool card says about its call. */
export type ToolState =
  'preparing' | 'running' | 'waiting' | 'done' | 'failed' | 'denied' | 'lapsed';

/**
 * @param isCurrent whether the call belongs to the newest message. An older one that still waits
 *   has lapsed: the conversation went on without its approval.
 */
export function toolState(part: ToolCallPart, isCurrent: boolean): ToolState {
  switch (part.state) {
    case 'input-streaming':
      return isCurrent ? 'preparing' : 'lapsed';
    case 'input-available':
      return isCurrent ? 'running' : 'lapsed';
    case 'approval-requested':
      return isCurrent ? 'waiting' : 'lapsed';
    case 'approval-responded':
      if (!part.approval.approved) return 'denied';
      return isCurrent ? 'running' : 'lapsed';
    case 'output-available':
      return showResult(part.output).isError ? 'failed' : 'done';
    case 'output-error':
      return 'failed';
    case 'output-denied':
      return 'denied';
  }
}
