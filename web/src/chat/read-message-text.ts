import type { CopilotMessage } from './copilot-message.ts';

/** The text of a message, without its tool calls. */
export const readMessageText = (message: CopilotMessage): string =>
  message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
