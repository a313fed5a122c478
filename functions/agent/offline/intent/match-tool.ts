import type { ToolProfile } from '../tools/tool-profile.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { Request } from './read-request.ts';
import { scoreTool } from './score-tool.ts';

/** What a tool must reach to be taken at all, and by how much it must lead the next one. */
const leastScore = 4;
const leastLead = 0.5;

export type ToolMatch =
  | { readonly kind: 'one'; readonly tool: ToolProfile; readonly score: number }
  | { readonly kind: 'several'; readonly tools: readonly ToolProfile[] }
  | { readonly kind: 'none' };

/** The tool a request is for. Two that fit as well as each other are both named, never guessed. */
export function matchTool(tools: readonly ToolProfile[], request: Request): ToolMatch {
  const scored = tools
    .map((tool) => ({ tool, score: scoreTool(tool, request) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((one, other) => other.score - one.score);
  const best = scored[0];
  if (!best) return { kind: 'none' };
  const close = scored.filter(({ score }) => best.score - score < leastLead);
  if (close.length === 1) return { kind: 'one', ...best };
  return {
    kind: 'several',
    tools: close.slice(0, offlineLimits.choiceCount).map(({ tool }) => tool),
  };
}
