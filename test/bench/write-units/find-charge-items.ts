import type { Item } from './item-bytes.ts';
import type { MeasuredCommand } from './measure-commands.ts';

/** The items that one charge writes, as they are stored. */
export interface ChargeItems {
  readonly state: Item;
  readonly entry: Item;
  readonly charge: Item;
}

/** @throws Error when the measured commands hold no charge */
export function findChargeItems(commands: readonly MeasuredCommand[]): ChargeItems {
  const written = commands
    .filter(({ name }) => name === 'charge')
    .flatMap(({ requests }) => requests.flatMap(({ changes }) => changes))
    .map(({ after }) => after);
  const find = (prefix: string): Item => {
    const item = written.find((candidate) => candidate?.['sk']?.S?.startsWith(prefix));
    if (item === undefined) throw new Error(`the charge wrote no ${prefix}`);
    return item;
  };
  return { state: find('STATE'), entry: find('ENTRY#'), charge: find('CHARGE#') };
}
