import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import type { Phrases } from '../language/phrases.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { describeFacts } from './describe-facts.ts';
import { describeList } from './describe-list.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { findList, findRecord, isRecord } from './find-records.ts';
import { isNameField, nameRecord, properName } from './name-record.ts';
import { nameTool } from './name-tool.ts';
import type { Outcome } from './read-outcome.ts';

/** A finished call: the tool, what it was given and how it ended. */
interface FinishedCall {
  readonly tool: ToolProfile;
  readonly input: JSONObject;
  readonly outcome: Outcome;
  /** The name of the record that was looked up for it. */
  readonly targetName: string | null;
}

/** What happened, in words made only from the call and its answer. */
export function describeOutcome(call: FinishedCall, phrases: Phrases): string {
  const { tool, outcome } = call;
  const named = nameTool(tool);
  if (outcome.kind === 'denied') return phrases.declined(named);
  if (outcome.kind === 'failed') {
    const reason = outcome.reason && escapeMarkdown(outcome.reason, offlineLimits.textCharacters);
    return phrases.failed(named, reason);
  }
  return tool.isReadOnly
    ? describeAnswer(tool, outcome.value, phrases)
    : describeChange(call, outcome.value, phrases);
}

function describeAnswer(tool: ToolProfile, value: JSONValue, phrases: Phrases): string {
  if (typeof value !== 'object' || value === null) return describePlain(value, phrases);
  const available = tool.head === 'balance' ? availableTokens(value) : null;
  if (available !== null)
    return join(phrases.balance(available), factsOf(value, phrases, 'available'));
  const list = findList(value);
  if (list && isAboutList(value)) {
    return describeList(list, totalOf(value, list.length), tool.head, phrases);
  }
  const record = findRecord(value) ?? {};
  const prose = findProse(record);
  if (prose !== null) return describePlain(prose, phrases);
  const name = nameRecord(record);
  const facts = describeFacts(record, phrases, (field) => !isNameField(field));
  const title = name === null ? null : `**${escapeMarkdown(name)}**`;
  return join(title ?? '', facts) || phrases.nothingFound;
}

function describeChange(call: FinishedCall, value: JSONValue, phrases: Phrases): string {
  const named = nameTool(call.tool);
  const record = findRecord(value);
  // The answer tells what is so now; what was asked for fills in what it leaves out.
  const known = named.change
    ? { ...call.input, ...pick(record, Object.keys(call.input)) }
    : (record ?? {});
  const name = properName({ ...record, ...known }) ?? call.targetName;
  const facts = describeFacts(known, phrases, (field) => !isNameField(field));
  const text =
    typeof value === 'string' && named.change === null ? [describePlain(value, phrases)] : [];
  return join(phrases.done(named, name === null ? null : escapeMarkdown(name)), [
    ...text,
    ...facts,
  ]);
}

const pick = (record: JSONObject | null, fields: readonly string[]): JSONObject =>
  Object.fromEntries(
    fields
      .filter((field) => record !== null && Object.hasOwn(record, field))
      .map((field) => [field, record?.[field]]),
  );

const join = (title: string, facts: readonly string[]): string =>
  [title, facts.join('\n')].filter((part) => part !== '').join('\n\n');

/** A text keeps its paragraphs. */
const describePlain = (value: string | number | boolean | null, phrases: Phrases): string =>
  value === null || value === ''
    ? phrases.nothingFound
    : String(value)
        .slice(0, offlineLimits.textCharacters)
        .split('\n')
        .map((line) => escapeMarkdown(line, offlineLimits.textCharacters))
        .join('\n');

/** The one text of an answer that is nothing else, such as a draft that was written. */
function findProse(record: JSONObject): string | null {
  const texts = Object.values(record).filter((field) => typeof field === 'string');
  const [text] = texts;
  return texts.length === 1 && Object.keys(record).length === 1 && text ? text : null;
}

const factsOf = (value: JSONValue, phrases: Phrases, without: string): readonly string[] =>
  isRecord(value)
    ? describeFacts(value, phrases, (field) => field !== without && isPlain(value[field]))
    : [];

/** A text, or a number that says something; flags and parts of a balance repeat it. */
const isPlain = (value: JSONValue | undefined): boolean =>
  typeof value === 'string' || (typeof value === 'number' && value !== 0);

const balanceFields = ['available', 'balance', 'remaining', 'tokens'];

function availableTokens(value: JSONValue): number | null {
  const record =
    isRecord(value) && balanceFields.some((field) => typeof value[field] === 'number')
      ? value
      : findRecord(value);
  const numbers = balanceFields.map((field) => record?.[field]);
  return numbers.find((number) => typeof number === 'number') ?? null;
}

/** A record that happens to hold a list, such as a contact with tags, is not about the list. */
function isAboutList(value: JSONValue): boolean {
  if (!isRecord(value)) return true;
  const texts = Object.values(value).filter((field) => typeof field === 'string');
  return (
    texts.length <= 1 &&
    !(findRecord(value) !== value && nameRecord(findRecord(value) ?? {}) !== null)
  );
}

const totalFields = ['total', 'totalCount', 'count'];

function totalOf(value: JSONValue, shownCount: number): number {
  const totals = isRecord(value) ? totalFields.map((field) => value[field]) : [];
  const total = totals.find((candidate) => typeof candidate === 'number') ?? 0;
  return Math.max(shownCount, total);
}
