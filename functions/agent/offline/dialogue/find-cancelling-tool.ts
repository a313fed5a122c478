import { foldText } from '../language/fold-text.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';

/** "cancel it", said of something that goes on by itself; "cancel" alone means the conversation. */
const pointing = /^\W*(?:(?:cancel|stop) (?:it|that)|cancelal[ao])\b/u;

/** The one tool that stops something, where a message points at what is to be stopped. */
export function findCancellingTool(
  tools: readonly ToolProfile[],
  message: string,
): ToolProfile | null {
  if (!pointing.test(foldText(message))) return null;
  const [only, ...others] = tools.filter(({ actionWord }) => actionWord === 'cancel');
  return others.length === 0 ? (only ?? null) : null;
}
