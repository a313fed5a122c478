import type { Phrases } from '../language/phrases.ts';
import { escapeMarkdown } from '../results/escape-markdown.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import type { Context } from './context.ts';

/** The first tools in friendly words, with what they cost. */
export function describeAbilities({ tools, phrases }: Context, mostCount: number): string {
  if (tools.length === 0) return phrases.noTools;
  const shown = tools.slice(0, mostCount);
  const lines = shown.map((tool) => `- ${toolLine(tool, phrases)}`);
  const moreCount = tools.length - shown.length;
  const hint = moreCount > 0 ? ` ${phrases.helpHint}` : '';
  return phrases.abilities(lines, moreCount) + hint;
}

export const toolLine = (tool: ToolProfile, phrases: Phrases): string => {
  const cost = tool.tokens > 0 ? ` ${phrases.cost(tool.tokens)}` : '';
  return `**${escapeMarkdown(tool.title)}**${cost}`;
};
