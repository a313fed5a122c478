import type { UnitRow } from '../report/bench-report.ts';
import { countUnits, type RecordedRequest, writesOf } from './count-units.ts';
import { itemBytes } from './item-bytes.ts';
import type { MeasuredCommand } from './measure-commands.ts';

/** What each command cost. Of a group, the largest of its commits is shown. */
export const summariseUnits = (commands: readonly MeasuredCommand[]): UnitRow[] =>
  commands.map(({ name, requests }) => {
    const groups = requests.filter((request) => countCharges(request) > 1);
    const largest = groups.toSorted((left, right) => countCharges(right) - countCharges(left))[0];
    return largest === undefined
      ? describe(name, requests)
      : describe(`${countCharges(largest)} charges in one commit`, [largest]);
  });

/** Charges that a request adds. */
export const countCharges = ({ changes }: RecordedRequest): number =>
  changes.filter(
    ({ before, after }) => before === undefined && after?.['sk']?.S?.startsWith('CHARGE#'),
  ).length;

function describe(command: string, requests: readonly RecordedRequest[]): UnitRow {
  const units = countUnits(requests);
  const sizes = requests.flatMap(({ changes }) =>
    changes.map(({ after }) => (after === undefined ? 0 : itemBytes(after))),
  );
  return { command, writes: writesOf(units), ...units, largestItemBytes: Math.max(0, ...sizes) };
}
