import { readReaction } from '../language/read-reaction.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { continueWithRecord } from './advance-task.ts';
import type { Context } from './context.ts';
import { react } from './react.ts';
import { readChoice } from './read-choice.ts';
import { startTask } from './start-request.ts';
import { say, type Candidate, type Move, type Task } from './task.ts';

/** Reads which record was meant. Anything else than a choice is a message of its own. */
export function answerRecordChoice(
  context: Context,
  task: Task,
  candidates: readonly Candidate[],
  message: string,
): Move {
  const isDeclined = readDecline(context, message);
  if (isDeclined) return isDeclined;
  const index = readChoice(
    message,
    candidates.map(({ id, name, details }) => `${name} ${details} ${id}`),
  );
  const chosen = index === null ? undefined : candidates[index];
  return chosen ? continueWithRecord(context, task, chosen) : react(context, message);
}

/** Reads which tool was meant, and starts it with the message that asked for it. */
export function answerToolChoice(
  context: Context,
  tools: readonly ToolProfile[],
  request: string,
  message: string,
): Move {
  const declined = readDecline(context, message);
  if (declined) return declined;
  const index = readChoice(
    message,
    tools.map(({ title, name }) => `${title} ${name}`),
  );
  const chosen = index === null ? undefined : tools[index];
  return chosen ? startTask(context, chosen, request) : react(context, message);
}

function readDecline({ phrases }: Context, message: string): Move | null {
  const reaction = readReaction(message);
  return reaction === 'cancel' || reaction === 'no'
    ? say(`${phrases.cancelled} ${phrases.whatIsNext}`)
    : null;
}
