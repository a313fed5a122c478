import { answerRecordChoice, answerToolChoice } from './answer-choice.ts';
import { answerConfirmation } from './answer-confirmation.ts';
import { answerQuestion } from './answer-question.ts';
import type { Context } from './context.ts';
import { react } from './react.ts';
import type { Move, Waiting } from './task.ts';

/** What to do about a message, given what was waited for. Pure. */
export function decide(context: Context, waiting: Waiting, message: string): Move {
  switch (waiting.kind) {
    case 'nothing':
      return react(context, message);
    case 'answer':
      return answerQuestion(context, waiting.task, waiting.slotKeys, message);
    case 'confirmation':
      return answerConfirmation(context, waiting.task, message);
    case 'record':
      return answerRecordChoice(context, waiting.task, waiting.candidates, message);
    case 'tool':
      return answerToolChoice(context, waiting.tools, waiting.message, message);
  }
}
