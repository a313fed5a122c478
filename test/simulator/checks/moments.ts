/**
 * Moments are counted in writes to the table. The commands of one write follow each other too, so
 * each has a moment of its own between its write's number and the next.
 */
const momentsPerWrite = 1_000;

/** @param order of the write, a whole number @param index of the command in it */
export const momentOf = (order: number, index: number): number => order + index / momentsPerWrite;

/** The moment after all commands of a write. */
export const endOf = (order: number): number => momentOf(order, momentsPerWrite - 1);
