import { matchTool, type ToolMatch } from '../intent/match-tool.ts';
import { readRequest } from '../intent/read-request.ts';
import { gapCharacter, maskText, withoutGaps } from '../language/mask-text.ts';
import { takeMoments } from '../slots/dates/take-moments.ts';
import { fillRequest } from '../slots/fill-request.ts';
import { findEmails } from '../slots/find-emails.ts';
import { findPhones } from '../slots/find-phones.ts';
import { findQuotes } from '../slots/find-quotes.ts';
import { findUrls } from '../slots/find-urls.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { advanceTask } from './advance-task.ts';
import type { Context } from './context.ts';
import type { Move } from './task.ts';

/** The request in a message and the tool for it. */
export function matchMessage(context: Context, message: string) {
  const people = [...findEmails(message), ...findPhones(message)];
  const taken = [...people, ...findUrls(message), ...findQuotes(message)];
  const masked = taken.reduce(
    (text, { start, end }) => maskText(text, start, end),
    withoutGaps(message),
  );
  // A date after a colon belongs to the content.
  const head = masked.split(/:\s/u)[0] ?? '';
  const { moments } = takeMoments(head, context.language, context.now);
  const { rest } = takeMoments(masked, context.language, context.now);
  const request = readRequest(rest.replaceAll(gapCharacter, ' '), {
    hasPerson: people.length > 0,
    hasDate: moments.length > 0,
  });
  const match: ToolMatch = matchTool(context.tools, request);
  return { request, match };
}

/** Starts a task with what its message already says. */
export function startTask(context: Context, tool: ToolProfile, message: string): Move {
  const filling = fillRequest(tool, message, context);
  return advanceTask(context, { tool, ...filling, targetNames: new Map(), asked: new Set() });
}
