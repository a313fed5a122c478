import type { ErrorCode } from '../../../shared/error-catalogue.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import { readOwnCharge, readOwnRecord } from './complete-facts.ts';
import { isSpend } from '../commands.ts';
import type { Outcome } from './decide-group.ts';
import { isOverdue } from '../decide/decide-release.ts';
import type { Knowledge } from './knowledge.ts';
import { readOrFail } from './ledger-failure.ts';
import type { LedgerReader } from '../read/ledger-reader.ts';
import { createOwnTask, recordKeyFor, type Task } from './task.ts';

/** Refusals that no read can change. */
const finalCodes: readonly ErrorCode[] = ['idempotency_key_reused', 'service_unknown'];

/** Overdue holds that are given back at once, and how often that is done; there are rarely any. */
const overdueCount = 20;
const maxOverdueLookCount = 5;

/**
 * Whether a refusal may yet be wrong: the state that it was decided on may be old, and our own
 * twin may have spent the last token for us.
 */
export function isDoubtful({ task, decision }: Outcome, known: Knowledge): boolean {
  if (lacksTokens(decision) && mayLookForOverdue(known)) return true;
  if (decision.kind !== 'refuse' || finalCodes.includes(decision.code)) return false;
  const hasKey = isSpend(task.command) || recordKeyFor(task.command) !== undefined;
  return hasKey && (known.isFromMemory || task.checkedAgainst !== known.stored);
}

/** Refused or written off for lack of tokens: neither while holds are overdue. */
const lacksTokens = (decision: Outcome['decision']): boolean =>
  decision.kind === 'refuse'
    ? decision.code === 'insufficient_tokens'
    : decision.kind === 'commit' &&
      'status' in decision.answer &&
      decision.answer.status === 'uncollected';

const mayLookForOverdue = ({ overdueLookCount }: Knowledge): boolean =>
  overdueLookCount < maxOverdueLookCount;

/**
 * Makes doubtful refusals certain: reads the state, then the commands' own records, and before
 * anybody is told that tokens are missing, finds the account's own overdue holds.
 *
 * @returns tasks that give those holds back, to be decided first
 */
export async function checkRefusals(
  parts: {
    readonly reader: LedgerReader;
    readonly isDelivered: (charge: ChargeRecord) => Promise<boolean>;
  },
  known: Knowledge,
  doubtful: readonly Outcome[],
  now: Date,
): Promise<Task[]> {
  const { reader } = parts;
  const { accountId } = doubtful[0]!.task.command;
  if (known.isFromMemory) {
    known.stored = await readOrFail(() => reader.readState(accountId));
    known.isFromMemory = false;
  }
  const unchecked = doubtful.filter(({ task }) => task.checkedAgainst !== known.stored);
  if (unchecked.length > 0) {
    forgetAbsences(known);
    for (const { task } of unchecked) {
      await readOwnCharge(reader, accountId, known, task);
      await readOwnRecord(reader, accountId, known, task);
      task.checkedAgainst = known.stored;
    }
    return [];
  }
  const isShort = doubtful.some(({ decision }) => lacksTokens(decision));
  if (!isShort || !mayLookForOverdue(known)) return [];
  const deadline = Math.max(...doubtful.map(({ task }) => task.deadline));
  const overdue = await findOverdue(parts, accountId, now.toISOString());
  known.overdueLookCount =
    overdue.length < overdueCount ? maxOverdueLookCount : known.overdueLookCount + 1;
  // Somebody else may have given holds back since the state was read, and so out of the index.
  known.stored = undefined;
  return overdue.map(({ chargeId }) =>
    createOwnTask({ kind: 'expire', accountId, actor: 'system:ledger', chargeId }, deadline),
  );
}

/** What was not there when an older state was read may be there now. */
function forgetAbsences({ charges, records }: Knowledge): void {
  for (const [id, charge] of charges) if (charge === null) charges.delete(id);
  for (const [hash, record] of records) if (record === null) records.delete(hash);
}

/** The account's holds whose deadline has passed and whose work was not done. */
async function findOverdue(
  { reader, isDelivered }: Parameters<typeof checkRefusals>[0],
  accountId: string,
  now: string,
): Promise<ChargeRecord[]> {
  const open = await readOrFail(() => reader.readOpenCharges(accountId));
  const oldestFirst = open
    .filter((charge) => isOverdue(charge, now))
    .toSorted((left, right) => left.sequence - right.sequence);
  const overdue: ChargeRecord[] = [];
  for (const charge of oldestFirst.slice(0, overdueCount)) {
    if (!(await readOrFail(() => isDelivered(charge)))) overdue.push(charge);
  }
  return overdue;
}
