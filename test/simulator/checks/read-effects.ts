import type { CustomerCommand } from '../model/customer-command.ts';
import { isoOf, type Outcome } from '../model/view.ts';
import type { IssuedCommands } from './issued-commands.ts';
import {
  type ChargeRow,
  chargeRowSchema,
  type EntryRow,
  type RecordRow,
  recordRowSchema,
} from './rows.ts';
import type { Image } from './shadow.ts';

/** Something that a write did, and the commands that may have asked for it. */
export interface Effect {
  /** Place among the effects of its write: the entry's sequence, 0 when no token moved. */
  readonly position: number;
  /** ISO time of the decision, by the clock of whoever made it. */
  readonly now: string;
  readonly candidates: readonly CustomerCommand[];
  /** Only a key is remembered: what it answers was true when the hold was read, before. */
  readonly isNoteOnly: boolean;
  /** Whether the model's outcome is what the rows show. */
  readonly fits: (outcome: Outcome) => boolean;
  /** For the report of a failure. */
  readonly rows: readonly unknown[];
}

interface Write {
  readonly images: readonly Image[];
  readonly entries: readonly EntryRow[];
  /** ISO time by the clock of the sender. */
  readonly sentAt: string;
}

/** Reads from the rows of one write what it did, in the order in which it was decided. */
export function readEffects(issued: IssuedCommands, accountId: string, write: Write): Effect[] {
  const charges = write.images.filter(({ key }) => key.sk.startsWith('CHARGE#'));
  const records = write.images
    .filter(({ key }) => key.sk.startsWith('KEY#'))
    .map(({ after }) => recordRowSchema.parse(after));
  const effects = [
    ...write.entries.flatMap((entry) => readEntry(issued, accountId, write, entry)),
    ...charges.flatMap((image) => readCharge(issued, accountId, write, image, records)),
    ...records.map((record) => readRecord(issued, record, charges)),
  ];
  return effects.toSorted((left, right) => left.position - right.position);
}

/** Opening and freezing leave nothing but their entry. */
function readEntry(
  issued: IssuedCommands,
  accountId: string,
  { sentAt }: Write,
  entry: EntryRow,
): Effect[] {
  const { reference, sequence, createdAt } = entry;
  const common = { position: sequence, isNoteOnly: false, rows: [entry] };
  if (reference['opening'] !== undefined) {
    const open = { kind: 'open' as const, accountId, actor: 'system' };
    const fits = (outcome: Outcome) =>
      outcome.kind === 'done' && outcome.answer['available'] === entry.balanceAfter;
    return [{ ...common, now: createdAt, candidates: [open], fits }];
  }
  for (const [name, kind] of Object.entries({ frozen: 'freeze', unfrozen: 'unfreeze' } as const)) {
    if (reference[name] === undefined) continue;
    const fits = (outcome: Outcome) => outcome.kind === 'done' && entry.tokens === 0;
    return [{ ...common, now: sentAt, candidates: issued.ofKind(kind).slice(-1), fits }];
  }
  return [];
}

function readCharge(
  issued: IssuedCommands,
  accountId: string,
  { entries, sentAt }: Write,
  { before, after }: Image,
  records: readonly RecordRow[],
): Effect[] {
  const row = chargeRowSchema.parse(after);
  const { chargeId } = row;
  const fits = (outcome: Outcome) => outcome.kind === 'done' && isPaymentOf(outcome, row);
  if (before === undefined) {
    const { sequence: position, createdAt: now } = row;
    const candidates = issued.spends(chargeId);
    return [{ position, now, isNoteOnly: false, candidates, fits, rows: [row] }];
  }
  if (records.some((record) => tellsOf(record, row))) return [];
  const isSettled = chargeRowSchema.parse(before).status !== row.status;
  const expire = { kind: 'expire' as const, accountId, actor: 'system', chargeId };
  return [
    {
      position: entries.find((entry) => entry.chargeId === chargeId)?.sequence ?? 0,
      now: (isSettled ? row.settledAt : undefined) ?? sentAt,
      isNoteOnly: false,
      // Whoever lacks tokens gives the account's own overdue holds back first.
      candidates: [...issued.ofCharge(chargeId), expire],
      fits,
      rows: [row],
    },
  ];
}

function readRecord(issued: IssuedCommands, record: RecordRow, charges: readonly Image[]): Effect {
  const rows = charges.map(({ after }) => chargeRowSchema.parse(after));
  const changed = rows.find((row) => tellsOf(record, row));
  const fits = (outcome: Outcome) =>
    outcome.kind === 'done' &&
    isAnswerOf(outcome.answer, record.answer) &&
    (changed === undefined || isPaymentOf(outcome, changed));
  // A hold that the same write gave back is described as it stands only after that.
  const isNoteOnly = isOfNothing(record);
  const isLast =
    isNoteOnly &&
    rows.some((row) => row.chargeId === record.answer['chargeId'] && isAsTold(record.answer, row));
  return {
    position: isLast ? Infinity : (record.sequence ?? 0),
    isNoteOnly,
    now: record.createdAt,
    candidates: issued.recorded(record.keyHash),
    fits,
    rows: changed === undefined ? [record] : [record, changed],
  };
}

/** Whether a command's record is that of what its charge came to in the same write. */
function tellsOf(record: RecordRow, row: ChargeRow): boolean {
  const { answer } = record;
  if (answer['chargeId'] !== row.chargeId || isOfNothing(record)) return false;
  if ('refundedTokens' in answer) return answer['refundedTokens'] === row.refundedTokens;
  return 'expiresAt' in answer
    ? answer['expiresAt'] === isoOf(row.expiresAtEpochSeconds ?? 0)
    : isAsTold(answer, row);
}

/** Only a hold that was given back before can be described with a balance and without an entry. */
const isOfNothing = ({ sequence, answer }: RecordRow): boolean =>
  sequence === null && typeof answer['balanceAfter'] === 'number';

const isAsTold = (answer: RecordRow['answer'], row: ChargeRow): boolean =>
  answer['status'] === row.status && answer['capturedTokens'] === (row.capturedTokens ?? 0);

/** Whether an answer says all that the model foretold; it may say more. */
export const isAnswerOf = (
  foretold: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
): boolean => Object.entries(foretold).every(([name, value]) => answer[name] === value);

function isPaymentOf(outcome: Outcome & { kind: 'done' }, row: ChargeRow): boolean {
  const { payment } = outcome;
  if (payment === undefined) return false;
  return (
    payment.chargeId === row.chargeId &&
    payment.isHold === (row.kind === 'hold') &&
    payment.service === row.service &&
    payment.quantity === row.quantity &&
    payment.tokens === row.tokens &&
    payment.balanceAfter === row.balanceAfter &&
    payment.status === row.status &&
    payment.kept === (row.capturedTokens ?? 0) &&
    payment.refunded === (row.refundedTokens ?? 0) &&
    payment.deadlineSeconds === (row.expiresAtEpochSeconds ?? null) &&
    payment.balanceAfterSettling === (row.settledBalanceAfter ?? null) &&
    (row.status === 'open') === (row.dueShard !== undefined)
  );
}
