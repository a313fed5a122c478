import { readReaction } from '../language/read-reaction.ts';
import { offlineLimits } from '../offline-limits.ts';
import { fillAnswer, type Answer } from '../slots/fill-answer.ts';
import type { Slot, SlotKind } from '../tools/slot.ts';
import { advanceTask } from './advance-task.ts';
import { askFor, toWanted } from './ask-for.ts';
import type { Context } from './context.ts';
import { describeAbilities } from './describe-abilities.ts';
import { matchMessage, startTask } from './start-request.ts';
import { say, type Move, type Task } from './task.ts';

/** Reads the answer to a question for some values, and goes on with the task. */
export function answerQuestion(
  context: Context,
  task: Task,
  slotKeys: readonly string[],
  message: string,
): Move {
  const asked = task.tool.slots.filter((slot) => slotKeys.includes(slot.key));
  const reaction = readReaction(message);
  if (reaction === 'cancel')
    return say(`${context.phrases.cancelled} ${context.phrases.whatIsNext}`);
  if (reaction === 'skip' && !/[@\d]/.test(message)) return skip(context, task, asked);
  if (reaction === 'no') return decline(context, task, asked);
  if (reaction === 'help' || reaction === 'price') {
    const abilities = describeAbilities(context, offlineLimits.offeredToolCount);
    return askFor(context, task, asked, `${abilities}\n\n`);
  }
  const fresh = readFreshRequest(context, asked, message);
  if (fresh) return fresh;
  const answer = fillAnswer(task.tool, task.values, asked, message, context);
  return applyAnswer(context, task, asked, answer);
}

function applyAnswer(context: Context, task: Task, asked: readonly Slot[], answer: Answer): Move {
  const next = {
    ...task,
    values: answer.values,
    targets: new Map([...task.targets, ...answer.targets]),
  };
  const bad = answer.invalid;
  if (bad.length > 0)
    return askFor(context, next, bad, `${context.phrases.badValue(bad.map(toWanted))} `);
  const isAnswered = answer.targets.size > 0 || asked.some((slot) => answer.values.has(slot.key));
  if (isAnswered || answer.values.size > task.values.size) return advanceTask(context, next);
  return askFor(context, task, asked, `${context.phrases.notUnderstood} `);
}

/** Leaves out what may be left out; what is required is asked for again. */
const skip = (context: Context, task: Task, asked: readonly Slot[]): Move =>
  advanceTask(context, {
    ...task,
    asked: new Set([...task.asked, ...asked.map(({ key }) => key)]),
  });

/** "no" to a question for optional values leaves them out; to any other it ends the task. */
const decline = (context: Context, task: Task, asked: readonly Slot[]): Move =>
  asked.every((slot) => !slot.isRequired)
    ? skip(context, task, asked)
    : say(`${context.phrases.cancelled} ${context.phrases.whatIsNext}`);

const openKinds: readonly SlotKind[] = ['content', 'title', 'topic', 'query', 'text'];
const freshScore = 6;

/**
 * A message that asks for something else altogether. Where any text would be an answer, only a
 * question that a reading tool answers counts: "call Bob" may well be the text of a task.
 */
function readFreshRequest(context: Context, asked: readonly Slot[], message: string): Move | null {
  const { match, request } = matchMessage(context, message);
  if (match.kind !== 'one' || match.score < freshScore) return null;
  // "call Bob" may be the title of the record asked for; "delete contact Bob" names another thing.
  const isRecordAsked = asked.some((slot) => slot.idNoun !== null);
  if (isRecordAsked && !request.nouns.has(match.tool.head ?? '')) return null;
  const isOpen = asked.some((slot) => openKinds.includes(slot.kind));
  const isQuestion = match.tool.isReadOnly && message.trim().endsWith('?');
  if (isOpen && !isQuestion) return null;
  return request.action === null && !isQuestion ? null : startTask(context, match.tool, message);
}
