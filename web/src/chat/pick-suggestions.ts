import type { SessionTool } from '../../../shared/api/copilot.ts';

/** The things one can ask for, by what the texts call them. */
export type Suggestion = 'createContact' | 'showContacts' | 'addNote' | 'addTask' | 'balance';

const toolOfSuggestion: ReadonlyArray<readonly [Suggestion, RegExp]> = [
  ['createContact', /create[-_]contact/],
  ['showContacts', /(get|list|search|find)[-_]contacts/],
  ['addTask', /create[-_]task/],
  ['addNote', /create[-_]note/],
  ['balance', /get[-_]balance/],
];
const suggestionCount = 4;

/** What an empty chat offers: only what the session's tools can do. */
export const pickSuggestions = (tools: readonly SessionTool[]): Suggestion[] =>
  toolOfSuggestion
    .filter(([, name]) => tools.some((tool) => name.test(tool.name)))
    .map(([suggestion]) => suggestion)
    .slice(0, suggestionCount);
