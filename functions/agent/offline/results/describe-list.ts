import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import type { Phrases } from '../language/phrases.ts';
import { offlineLimits } from '../offline-limits.ts';
import { isTelling } from './describe-facts.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { isRecord } from './find-records.ts';
import { formatValue } from './format-value.ts';
import { labelOf } from './label-of.ts';
import { isNameField, properName } from './name-record.ts';

/** What people look for in a row, the most telling first. */
const columnOrder =
  'email phone status category companyName date dueDate startTime amount tokens tags city state body'.split(
    ' ',
  );

/**
 * A list as a short table, or as bullets when its items are plain values.
 * @param noun what the items are, such as `contact`
 */
export function describeList(
  list: readonly JSONValue[],
  totalCount: number,
  noun: string | null,
  phrases: Phrases,
): string {
  if (list.length === 0) return phrases.noneListed(noun);
  const shown = list.slice(0, offlineLimits.resultRowCount);
  const records = shown.filter(isRecord);
  const body =
    records.length === shown.length ? toTable(records, phrases) : toBullets(shown, phrases);
  const moreCount = totalCount - shown.length;
  const more = moreCount > 0 ? `\n\n${phrases.more(moreCount)}` : '';
  return `${phrases.listed(noun, totalCount)}\n\n${body}${more}`;
}

const toBullets = (list: readonly JSONValue[], phrases: Phrases): string =>
  list.map((item) => `- ${formatValue(item, phrases)}`).join('\n');

function toTable(records: readonly JSONObject[], phrases: Phrases): string {
  const isNamed = records.some((record) => properName(record) !== null);
  const columns = findColumns(records, offlineLimits.resultColumnCount - (isNamed ? 1 : 0));
  // Records without a name or any telling field have their id, if nothing else.
  const shown = isNamed || columns.length > 0 ? columns : ['id'];
  const rows = records.map((record) => [
    ...(isNamed ? [escapeMarkdown(properName(record) ?? '—')] : []),
    ...shown.map((column) => formatValue(record[column], phrases)),
  ]);
  const heads = [...(isNamed ? ['name'] : []), ...shown].map((field) => labelOf(field, phrases));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function findColumns(records: readonly JSONObject[], mostCount: number): readonly string[] {
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const fillCount = (field: string) =>
    records.filter((record) => isTelling(field, record[field])).length;
  const rank = (field: string) =>
    columnOrder.includes(field) ? columnOrder.indexOf(field) : columnOrder.length;
  return fields
    .filter((field) => !isNameField(field) && fillCount(field) * 2 > records.length)
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, mostCount);
}
