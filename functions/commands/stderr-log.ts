import type { Log, LogFields } from '../log.ts';

/** The log of a command: beside its output, which may be a document that a program reads. */
export function createStderrLog(): Log {
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void process.stderr.write(`${JSON.stringify({ level, message, ...fields })}\n`);
  return { info: write('INFO'), warn: write('WARN'), error: write('ERROR') };
}
