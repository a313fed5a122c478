import type { Log } from '../../functions/log.ts';

const drop = (): void => {};

/** What is logged is no part of what is measured. */
export const silentLog: Log = { info: drop, warn: drop, error: drop };
