import * as z from 'zod';

/** One structured line as the functions write it. */
export const logRecordSchema = z.looseObject({
  level: z.string(),
  message: z.string(),
  timestamp: z.string().optional(),
});
export type LogRecord = z.infer<typeof logRecordSchema>;

/** What Lambda's logger adds to every line and nobody at a terminal needs. */
const quietFields = new Set([
  'level',
  'message',
  'timestamp',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'sampling_rate',
  'xray_trace_id',
  'correlation_id',
  'requestId',
]);
const productName = 'metered-copilot';

/** For example `13:25:01 info  tokens deducted  account 7  ai_chat_message  1  100 → 99`. */
export function describeLogRecord(record: LogRecord): string {
  const time = describeTime(record.timestamp);
  const { balanceBefore, balanceAfter, ...others } = record;
  const fields = Object.entries(others)
    .filter(([name, value]) => !quietFields.has(name) && value !== undefined && value !== null)
    .filter(([name, value]) => name !== 'service' || value !== productName)
    .map(([name, value]) => describeField(name, value));
  const balance = describeBalance(balanceBefore, balanceAfter);
  const level = record.level.toLowerCase().padEnd(5);
  return [`${time} ${level} ${record.message}`, ...fields, ...balance].join('  ');
}

/** Local wall-clock time, as hours, minutes and seconds. */
function describeTime(timestamp: string | undefined): string {
  const time = timestamp === undefined ? new Date() : new Date(timestamp);
  return time.toLocaleTimeString('en-GB', { hour12: false });
}

function describeBalance(before: unknown, after: unknown): string[] {
  if (after === undefined) return [];
  if (before === undefined) return [`balance ${describeValue(after)}`];
  return [`${describeValue(before)} → ${describeValue(after)}`];
}

function describeField(name: string, value: unknown): string {
  const text = describeValue(value);
  if (name === 'service' || name === 'tokens') return text;
  return `${name.replace(/^(account|client)Id$/, '$1')} ${text}`;
}

/** A text as it is; anything else as JSON. What would steer the terminal is written out. */
const describeValue = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Cc}/gu, writeOut);

const writeOut = (control: string): string =>
  `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
