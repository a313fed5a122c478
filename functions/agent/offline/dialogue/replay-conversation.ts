import type { Turn } from '../conversation/turn.ts';
import { detectLanguage } from '../language/detect-language.ts';
import type { Language } from '../language/language.ts';
import { phrasesFor } from '../language/phrases-for.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import type { Context } from './context.ts';
import { keepShownDates } from './keep-shown-dates.ts';
import { runTurn } from './run-turn.ts';
import { nothing, type Move, type Waiting } from './task.ts';

/** What the running turn may look at. */
interface Surroundings {
  readonly tools: readonly ToolProfile[];
  readonly now: Date | null;
}

/** The next move of the running turn, in the language it is to be made in. */
interface NextMove {
  readonly move: Move;
  readonly language: Language;
}

/**
 * Finds the next move by replaying the conversation from its first visible turn: what waits for an
 * answer follows from the messages alone, so nothing has to be kept or hidden anywhere.
 */
export function replayConversation(turns: readonly Turn[], surroundings: Surroundings): NextMove {
  let waiting: Waiting = nothing;
  let language: Language = 'en';
  for (const turn of turns.slice(0, -1)) {
    language = detectLanguage(turn.message, language);
    waiting = afterTurn(
      { ...surroundings, language, phrases: phrasesFor[language] },
      waiting,
      turn,
    );
  }
  const current = turns.at(-1) ?? { message: '', reply: '', calls: [] };
  language = detectLanguage(current.message, language);
  const context = { ...surroundings, language, phrases: phrasesFor[language] };
  return { move: runTurn(context, waiting, current), language };
}

/**
 * What is waited for after a past turn. Nothing, unless the person was really shown the question:
 * words of another model, or of other tools, are no question of ours. A turn that was never
 * answered did not happen.
 */
function afterTurn(context: Context, before: Waiting, turn: Turn): Waiting {
  if (turn.reply === '' && turn.calls.length === 0) return before;
  const move = runTurn(context, before, turn);
  if (move.kind !== 'say' || !isShown(move.text, turn.reply)) return nothing;
  return keepShownDates(move.waiting, turn.reply, context.phrases);
}

/** Digits are left out: a date that was told from another day reads otherwise in a replay. */
const plain = (text: string): string =>
  text
    .replace(/\d/g, '')
    .replace(/\s{1,200}/gu, ' ')
    .trim();

const isShown = (text: string, reply: string): boolean => plain(reply).includes(plain(text));
