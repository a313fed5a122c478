import { readReaction } from '../language/read-reaction.ts';
import { fillCorrection } from '../slots/fill-correction.ts';
import { callTool } from './advance-task.ts';
import type { Context } from './context.ts';
import { describeTask } from './describe-task.ts';
import { matchMessage, startTask } from './start-request.ts';
import { say, type Move, type Task } from './task.ts';

/**
 * Reads the answer to "Shall I go ahead?". Only a plain yes calls the tool: a yes with a
 * correction is shown again, and anything unclear is asked again.
 */
export function answerConfirmation(context: Context, task: Task, message: string): Move {
  const { phrases } = context;
  const reaction = readReaction(message);
  if (reaction === 'cancel') return say(`${phrases.cancelled} ${phrases.whatIsNext}`);
  const fresh = readFreshRequest(context, task, message);
  if (fresh) return fresh;
  const values = fillCorrection(task.tool, task.values, message, context);
  if (values) {
    const corrected = { ...task, values };
    return say(describeTask(corrected, phrases), { kind: 'confirmation', task: corrected });
  }
  if (reaction === 'yes') return callTool(task);
  if (reaction === 'no') return say(`${phrases.cancelled} ${phrases.whatIsNext}`);
  return say(phrases.unclearAnswer, { kind: 'confirmation', task });
}

const freshScore = 6;

/**
 * A wholly new request takes the place of the task. One that changes something is rather a
 * correction of what was shown, when it names a value of it: "change the phone of the contact".
 */
function readFreshRequest(context: Context, task: Task, message: string): Move | null {
  const { match, request } = matchMessage(context, message);
  if (match.kind !== 'one' || match.score < freshScore || request.action === null) return null;
  const isCorrection =
    request.action === 'update' &&
    fillCorrection(task.tool, task.values, message, context) !== null;
  return isCorrection ? null : startTask(context, match.tool, message);
}
