import { AppError } from '../../app-error.ts';
import type { StoredState } from '../account/account-state.ts';
import { isSettle } from '../commands.ts';
import type { Facts } from './decide-group.ts';
import type { Entry } from '../account/entry.ts';
import type { Knowledge } from './knowledge.ts';
import { readOrFail } from './ledger-failure.ts';
import type { LedgerReader } from '../read/ledger-reader.ts';
import { chargeIdFor, recordKeyFor, type Task } from './task.ts';

/**
 * Reads what the commands' decision needs and nothing has shown yet. Charges at once, holds and
 * grants need the state alone: whether they were made before, their own condition tells.
 *
 * @throws AppError `account_not_found`, `ledger_unavailable`
 */
export async function completeFacts(
  reader: LedgerReader,
  accountId: string,
  known: Knowledge,
  tasks: readonly Task[],
): Promise<Facts> {
  const settling = tasks.filter(({ command }) => isSettle(command) || command.kind === 'refund');
  const [stored] = await Promise.all([
    known.stored ?? readOrFail(() => reader.readState(accountId)),
    ...settling.map((task) => readOwnCharge(reader, accountId, known, task)),
  ]);
  // After the charge, so that a twin which settled it in between is found by its record.
  await Promise.all(settling.map((task) => readOwnRecord(reader, accountId, known, task)));
  known.stored = stored;
  const isSuspect = stored.kind !== 'sound' || known.isStateBehind;
  const proof = isSuspect ? await readOrFail(() => readProof(reader, accountId)) : noProof;
  return {
    stored: checkAgainst(proof.lastEntry, stored),
    ...proof,
    charges: known.charges,
    records: known.records,
  };
}

/** Reads the charge of a command into what is known, unless it is there. */
export async function readOwnCharge(
  reader: LedgerReader,
  accountId: string,
  { charges }: Knowledge,
  { command }: Task,
): Promise<void> {
  const id = chargeIdFor(command);
  if (id === undefined || charges.has(id)) return;
  charges.set(id, await readOrFail(() => reader.readCharge(accountId, id)));
}

/** The same for the command's own record. */
export async function readOwnRecord(
  reader: LedgerReader,
  accountId: string,
  { records }: Knowledge,
  { command }: Task,
): Promise<void> {
  const hash = recordKeyFor(command);
  if (hash === undefined || records.has(hash)) return;
  records.set(hash, await readOrFail(() => reader.readRecord(accountId, hash)));
}

/** What the entries prove where the state is not sound. */
export interface Proof {
  readonly lastEntry: Entry | null;
  /** The entry that began the running period. */
  readonly periodEntry: Entry | null;
}

const noProof: Proof = { lastEntry: null, periodEntry: null };

/** @throws AppError `account_not_found` for an account that has neither an entry nor a profile */
export async function readProof(reader: LedgerReader, accountId: string): Promise<Proof> {
  const lastEntry = await reader.readLastEntry(accountId);
  if (lastEntry !== null) {
    return { lastEntry, periodEntry: await reader.readPeriodEntry(accountId) };
  }
  if (!(await reader.isAccount(accountId))) throw new AppError('account_not_found');
  return noProof;
}

/** A state can be well-formed and still say less than the entries: they are right. */
const checkAgainst = (lastEntry: Entry | null, stored: StoredState): StoredState =>
  stored.kind === 'sound' && lastEntry !== null && lastEntry.sequence > stored.state.version
    ? { kind: 'broken', found: 'behind its entries', item: { ...stored.state } }
    : stored;
