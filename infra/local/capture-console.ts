import { type LogRecord, logRecordSchema } from './describe-log-record.ts';

const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;

/**
 * Takes the structured lines that functions write to the console, as Lambda's runtime does.
 * Anything else is printed as before.
 * @returns how to undo it
 */
export function captureConsole(write: (record: LogRecord) => void): () => void {
  const originals = methods.map((method) => [method, console[method]] as const);
  for (const [method, original] of originals) {
    console[method] = (...values: unknown[]) => {
      const record = parseRecord(values);
      if (record) write(record);
      else original.apply(console, values);
    };
  }
  return () => {
    for (const [method, original] of originals) console[method] = original;
  };
}

function parseRecord(values: readonly unknown[]): LogRecord | undefined {
  const [text, ...rest] = values;
  if (rest.length > 0 || typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    return logRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
