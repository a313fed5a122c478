import type { NamedTool } from '../language/phrases.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** Verbs that may be put in a plain sentence with the tool's noun; others keep the tool's title. */
const changes = ['create', 'update', 'delete'] as const;

/** A tool as sentences speak of it. */
export function nameTool(tool: ToolProfile): NamedTool {
  const change = changes.find((verb) => verb === tool.actionWord) ?? null;
  return {
    title: escapeMarkdown(tool.title),
    change,
    noun: tool.head && escapeMarkdown(tool.head),
  };
}
