import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log, LogFields } from '../../functions/log.ts';
import { describeLogRecord, type LogRecord } from './describe-log-record.ts';

const fileLimitBytes = 10 * 1024 * 1024;

export interface AppLog extends Log {
  /** Writes one line to the file and its readable form to the console. */
  write(record: LogRecord): void;
  close(): void;
}

/**
 * JSON lines in a file, readable ones on the console. A file that has grown to 10 MB becomes
 * `<path>.1`, so that the log takes 20 MB at most.
 * @param show prints one readable line
 */
export function openAppLog(path: string, show: (line: string) => void): AppLog {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a');
  let sizeBytes = fstatSync(file).size;
  let isClosed = false;

  function append(text: string): void {
    const lengthBytes = Buffer.byteLength(text);
    if (sizeBytes > 0 && sizeBytes + lengthBytes > fileLimitBytes) {
      closeSync(file);
      renameSync(path, `${path}.1`);
      file = openSync(path, 'a');
      sizeBytes = 0;
    }
    // Synchronous, so that the last lines before a crash are in the file.
    writeSync(file, text);
    sizeBytes += lengthBytes;
  }

  /** A function that outlives a stop may still log; nobody listens any more. */
  function write(record: LogRecord): void {
    if (isClosed) return;
    append(`${JSON.stringify(record)}\n`);
    show(describeLogRecord(record));
  }

  const log =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      write({ level, message, timestamp: new Date().toISOString(), ...fields });

  function close(): void {
    isClosed = true;
    closeSync(file);
  }

  return {
    info: log('INFO'),
    warn: log('WARN'),
    error: log('ERROR'),
    write,
    close,
  };
}
