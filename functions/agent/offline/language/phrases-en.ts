import { nounEntry } from './lexicon.ts';
import type { NamedTool, Phrases, Wanted } from './phrases.ts';

const plural = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};
const nameOf = (noun: string): string => nounEntry(noun)?.en ?? noun;
const namesOf = (noun: string | null): string => plural(nameOf(noun ?? 'result'));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const tokens = (count: number): string => `${count} ${count === 1 ? 'token' : 'tokens'}`;

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const choiceFormat = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const wantedNames: Partial<Record<Wanted['kind'], string>> = {
  email: 'e-mail address',
  phone: 'phone number',
  'first-name': 'name',
  'full-name': 'name',
  'date-time': 'date and time',
};

function wantedName({ name, kind, choices, range }: Wanted): string {
  if (range) return `${name} (${range[0]} to ${range[1]})`;
  if (choices.length > 0) return `${name} (${choiceFormat.format(choices)})`;
  return wantedNames[kind] ?? name;
}

const participles = { create: 'created', update: 'updated', delete: 'deleted' } as const;

function done({ title, change, noun }: NamedTool, subject: string | null): string {
  const what =
    change && noun ? `${capital(nameOf(noun))} ${participles[change]}` : `Done: ${title}`;
  return subject === null ? `✅ ${what}.` : `✅ ${what}: **${subject}**`;
}

/** Most names need no translation: `dueDate` reads "Due date". */
const fieldNames: Readonly<Record<string, string>> = { companyname: 'Company' };

export const phrasesEn: Phrases = {
  greeting:
    "Hi! I'm the built-in assistant. I work without an AI model, so plain requests suit me best.",
  thanks: "You're welcome! Is there anything else?",
  notUnderstood: 'I am not sure what you would like to do.',
  nothingWaiting: 'There is nothing waiting for a yes. Tell me what you would like to do.',
  nothingToCancel: 'There is nothing to cancel.',
  noTools: 'I have no tools in this session, so there is nothing I can do for you here.',
  toolsUnavailable: 'I cannot use any more tools in this turn. Please ask again.',
  cancelled: 'Cancelled. Nothing was changed.',
  helpHint: 'Say "help" for everything I can do.',
  whatIsNext: 'What would you like to do next?',
  skipHint: 'Say "skip" for what you do not have.',
  confirmQuestion: 'Shall I go ahead? (yes / no)',
  unclearAnswer: 'Please answer yes or no, or tell me what to change.',
  waitingForApproval: 'This is waiting for your approval.',
  yes: 'yes',
  no: 'no',
  nothingFound: 'Nothing came back.',

  abilities: (lines, moreCount) =>
    `Here is what I can do:\n\n${lines.join('\n')}${moreCount > 0 ? `\n- and ${moreCount} more` : ''}` +
    '\n\nJust say it in a sentence, for example with a name, a phone number or a date.',
  cost: (count) => `(${tokens(count)})`,
  which: (lines) => `Which of these do you mean?\n\n${lines.join('\n')}`,
  ask: (wanted, about) => {
    if (wanted.length === 1 && wanted[0]?.kind === 'content') return 'What should it say?';
    const names = listFormat.format(wanted.map(wantedName));
    const owned = about === null ? `the ${names}` : `${about}'s ${names}`;
    return `What ${wanted.length === 1 || about !== null ? 'is' : 'are'} ${owned}?`;
  },
  askRecord: (noun, isNameEnough) =>
    `Which ${nameOf(noun)} is it? ${isNameEnough ? 'A name or another detail is enough.' : 'I need its id.'}`,
  badValue: (wanted) => {
    const names = wanted.map(({ kind, name }) => wantedNames[kind] ?? name);
    return `That does not look like a valid ${choiceFormat.format(names)}.`;
  },
  cannotFill: ({ title }, names) =>
    `"${title}" needs ${listFormat.format(names)}, which I cannot take from a message.`,
  confirmIntro: ({ title, change, noun }) =>
    change && noun ? `I'll ${change} this ${nameOf(noun)}:` : `I'll do this: **${title}**`,
  done,
  failed: ({ title }, reason) =>
    `❌ "${title}" did not work${reason === null ? '.' : `: ${reason}`}\n\nNothing else was done.`,
  declined: ({ title }) => `All right, I did not do it: ${title}.`,
  recordMissing: (noun, target) =>
    `I found no ${nameOf(noun)} for "${target}", so I changed nothing.`,
  recordAmbiguous: (noun, target, lines) =>
    `I found several ${namesOf(noun)} for "${target}". Which one?\n\n${lines.join('\n')}`,
  listed: (noun, count) =>
    count === 1 ? `I found 1 ${nameOf(noun ?? 'result')}:` : `I found ${count} ${namesOf(noun)}:`,
  noneListed: (noun) => `I found no ${namesOf(noun)}.`,
  more: (count) => `… and ${count} more`,
  balance: (available) => `You have **${tokens(available)}**.`,
  nounName: (noun) => capital(nameOf(noun)),
  fieldName: (key) => (Object.hasOwn(fieldNames, key) ? fieldNames[key] : undefined),
};
