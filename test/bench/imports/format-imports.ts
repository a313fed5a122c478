import { formatTable } from '../../../infra/reference/format-table.ts';
import type { ImportRow } from './measure-imports.ts';

/** The rows as a table for a terminal, which is Markdown as well. */
export const formatImports = (rows: readonly ImportRow[]): string =>
  formatTable(
    ['Bundle', 'Loaded at the start, KB:', 'With what is loaded later:', 'Import, ms:', 'Ratio:'],
    rows.map(({ name, startBytes, wholeBytes, importMs, ratio }) => [
      name,
      toKilobytes(startBytes),
      wholeBytes === startBytes ? '' : toKilobytes(wholeBytes),
      importMs.toFixed(0),
      ratio.toFixed(2),
    ]),
  );

/** 1 KB is 1000 bytes. */
const toKilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
