import { readReaction, type Reaction } from '../language/read-reaction.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { describeAbilities, toolLine } from './describe-abilities.ts';
import type { Context } from './context.ts';
import { findCancellingTool } from './find-cancelling-tool.ts';
import { numberedLines } from './numbered-lines.ts';
import { matchMessage, startTask } from './start-request.ts';
import { say, type Move } from './task.ts';

/**
 * Answers a message that nothing was waiting for: a courtesy, a request, or something that is not
 * understood. It never guesses between tools.
 */
export function react(context: Context, message: string): Move {
  const reaction = readReaction(message);
  const courtesy = reaction === 'price' ? reaction : readReaction(message, true);
  const stopped = courtesy === 'cancel' ? findCancellingTool(context.tools, message) : null;
  if (stopped) return startTask(context, stopped, message);
  if (courtesy) return reactTo(context, courtesy);
  const { match } = matchMessage(context, message);
  if (match.kind === 'one') return startTask(context, match.tool, message);
  if (reaction) return reactTo(context, reaction);
  if (match.kind === 'several') return askWhichTool(context, message, match.tools);
  const examples = describeAbilities(context, offlineLimits.exampleToolCount);
  return say(`${context.phrases.notUnderstood} ${examples}`);
}

function reactTo(context: Context, reaction: Reaction): Move {
  const { phrases } = context;
  switch (reaction) {
    case 'greeting':
      return say(
        `${phrases.greeting}\n\n${describeAbilities(context, offlineLimits.exampleToolCount)}`,
      );
    case 'help':
    case 'price':
      return say(
        `${phrases.greeting}\n\n${describeAbilities(context, offlineLimits.offeredToolCount)}`,
      );
    case 'thanks':
      return say(phrases.thanks);
    case 'yes':
      return say(phrases.nothingWaiting);
    case 'cancel':
      return say(`${phrases.nothingToCancel} ${phrases.whatIsNext}`);
    case 'no':
    case 'skip':
      return say(phrases.whatIsNext);
  }
}

function askWhichTool(context: Context, message: string, tools: readonly ToolProfile[]): Move {
  const lines = numberedLines(tools.map((tool) => toolLine(tool, context.phrases)));
  return say(context.phrases.which(lines), { kind: 'tool', message, tools });
}
