import * as z from 'zod';
import type { StoredState } from '../account/account-state.ts';
import { type ChargeRecord, lastSequenceOf } from '../account/charge-record.ts';
import { type Entry, entrySchema, hashOfEntry } from '../account/entry.ts';
import type { RepairCommand } from '../commands.ts';
import type { LedgerReader } from '../read/ledger-reader.ts';
import { describeReplay, type Replay, replayEntry, startReplay } from './replay-entries.ts';

/** Pages of entries that one audit walks at most: two million entries. */
const pageLimit = 20_000;
/** Walks over an account that changes while it is walked. */
const walkCount = 3;

export interface Verdict {
  readonly accountId: string;
  readonly isSound: boolean;
  /** `state`: it is missing or damaged, and the next command repairs it from the entries. */
  readonly damage: 'none' | 'state' | 'entries';
  readonly entryCount: number;
  /** The sum of all entries. */
  readonly balance: number;
  /** The first entry that does not fit, or null when the chain itself is whole. */
  readonly firstWrongSequence: number | null;
  readonly problems: readonly string[];
  /** What the state has to say; null when the entries do not tell. */
  readonly proven: RepairCommand['proven'] | null;
}

/**
 * Audits one account: walks all its entries from the first, works the balance, the buckets and the
 * use of the period out anew by the ledger's own rules, and checks sequence, sums, hashes, the
 * charge or record behind each entry, that every charge came to what it says, and that the stored
 * state says the same.
 */
export async function verifyAccount(reader: LedgerReader, accountId: string): Promise<Verdict> {
  for (let walk = 1; ; walk++) {
    const before = await reader.readState(accountId);
    const verdict = await walkAccount(reader, accountId, before);
    if (verdict.isSound || walk === walkCount) return verdict;
    // What does not fit may have been written while we walked: then look again.
    if (versionOf(await reader.readState(accountId)) === versionOf(before)) return verdict;
  }
}

const versionOf = (stored: StoredState): number | null =>
  stored.kind === 'sound' ? stored.state.version : null;

/** @param stored read before the entries: commits meanwhile add entries, but take none away */
async function walkAccount(
  reader: LedgerReader,
  accountId: string,
  stored: StoredState,
): Promise<Verdict> {
  const walk = startWalk(accountId);
  for (let page = 0; page < pageLimit; page++) {
    const after = walk.previous?.sequence ?? null;
    const items = await reader.readEntryItems(accountId, { order: 'oldest first', after });
    for (const item of items) {
      const parsed = entrySchema.safeParse(item);
      if (!parsed.success) {
        // Nothing can be said about what stands behind a row that is no entry.
        reportUnreadable(walk, parsed.error);
        return verdictOf(walk);
      }
      await walkEntry(reader, walk, parsed.data, stored);
    }
    // A last row that claims an earlier place would be read for ever.
    if ((walk.previous?.sequence ?? 0) <= (after ?? 0)) break;
  }
  describeEnd(walk, stored, await reader.readState(accountId));
  return verdictOf(walk);
}

interface Walk {
  readonly accountId: string;
  previous: Entry | null;
  balance: number;
  count: number;
  /** null: can no longer be worked out. */
  replay: Replay | null;
  firstWrongSequence: number | null;
  readonly problems: string[];
  /** What a well-formed state says otherwise than its entries. */
  readonly contradictions: string[];
  /** What is missing or damaged of the state. */
  readonly stateProblems: string[];
  /** Sums of charges whose last entry has not come yet. */
  readonly unfinished: Map<string, number>;
}

const startWalk = (accountId: string): Walk => ({
  accountId,
  previous: null,
  balance: 0,
  count: 0,
  replay: null,
  firstWrongSequence: null,
  problems: [],
  contradictions: [],
  stateProblems: [],
  unfinished: new Map(),
});

function verdictOf(walk: Walk): Verdict {
  const drift = [...walk.problems, ...walk.contradictions];
  const problems = [...drift, ...walk.stateProblems];
  return {
    accountId: walk.accountId,
    isSound: problems.length === 0,
    damage: drift.length > 0 ? 'entries' : problems.length > 0 ? 'state' : 'none',
    entryCount: walk.count,
    balance: walk.balance,
    firstWrongSequence: walk.firstWrongSequence,
    problems,
    proven: provenBy(walk),
  };
}

function provenBy({ problems, replay, previous }: Walk): Verdict['proven'] {
  if (problems.length > 0 || replay === null || previous === null) return null;
  const { buckets, usedThisPeriod } = replay;
  return { version: previous.sequence, lastHash: previous.hash, buckets, usedThisPeriod };
}

async function walkEntry(reader: LedgerReader, walk: Walk, entry: Entry, stored: StoredState) {
  const charge = await readChargeOf(reader, entry);
  const problems = [
    ...describeLink(walk, entry),
    ...describeCharge(walk, entry, charge),
    ...(await describeRecord(reader, entry)),
  ];
  walk.balance += entry.tokens;
  walk.count += 1;
  const before = walk.previous === null ? startReplay(entry) : walk.replay;
  walk.previous = entry;
  try {
    walk.replay = replayEntry(before, entry, charge === 'unreadable' ? null : charge);
  } catch (error) {
    // The buckets hold less than the entry takes: there is no way on from here.
    problems.push(error instanceof RangeError ? error.message : 'cannot be replayed');
    walk.replay = null;
  }
  const contradictions = [...describeState(walk, entry, stored)];
  walk.contradictions.push(...contradictions);
  if (problems.length + contradictions.length > 0) walk.firstWrongSequence ??= entry.sequence;
  walk.problems.push(...problems.map((problem) => `entry ${entry.sequence}: ${problem}`));
}

function reportUnreadable(walk: Walk, error: z.ZodError): void {
  const sequence = (walk.previous?.sequence ?? 0) + 1;
  const members = error.issues.map(({ path }) => path.join('.')).join(', ');
  walk.firstWrongSequence ??= sequence;
  walk.problems.push(`entry ${sequence}: cannot be read: ${members}`);
}

function* describeLink({ previous, balance }: Walk, entry: Entry): Generator<string> {
  const expected = (previous?.sequence ?? 0) + 1;
  if (entry.sequence !== expected) yield `stands where ${expected} belongs`;
  if (entry.previousHash !== (previous?.hash ?? '')) yield 'does not carry the hash before it';
  if (entry.hash !== hashOfEntry(entry)) yield 'was changed after it was written';
  if (entry.balanceAfter !== balance + entry.tokens) {
    yield `says ${entry.balanceAfter}, the entries add up to ${balance + entry.tokens}`;
  }
  const takes = entry.kind === 'charge' || entry.kind === 'hold' || entry.kind === 'expiry';
  const gives = entry.kind === 'grant' || entry.kind === 'release' || entry.kind === 'refund';
  if ((takes && entry.tokens > 0) || (gives && entry.tokens < 0)) yield 'has the wrong sign';
}

async function readChargeOf(reader: LedgerReader, { accountId, chargeId }: Entry) {
  return chargeId === undefined ? null : readOrTell(() => reader.readCharge(accountId, chargeId));
}

async function readOrTell<Item>(read: () => Promise<Item>): Promise<Item | 'unreadable'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof z.ZodError) return 'unreadable';
    throw error;
  }
}

function describeCharge(
  walk: Walk,
  entry: Entry,
  charge: ChargeRecord | 'unreadable' | null,
): string[] {
  if (entry.chargeId === undefined) return [];
  if (charge === 'unreadable') return ['its charge cannot be read'];
  if (charge === null) return ['has no charge behind it'];
  const problems = [];
  const isFirst = entry.sequence === charge.sequence;
  if (isFirst && charge.tokens !== -entry.tokens) {
    problems.push(`its charge took ${charge.tokens}`);
  }
  const sum = (isFirst ? 0 : (walk.unfinished.get(charge.chargeId) ?? 0)) + entry.tokens;
  const last = lastSequenceOf(charge);
  if (!isFirst && !walk.unfinished.has(charge.chargeId)) {
    problems.push('its charge does not know of it');
  }
  walk.unfinished.set(charge.chargeId, sum);
  if (entry.sequence === last) {
    walk.unfinished.delete(charge.chargeId);
    const due = sumOfCharge(charge);
    if (sum !== due) problems.push(`its charge came to ${due}, the entries to ${sum}`);
  }
  return problems;
}

/** What all entries of a charge add up to, by how it stands. */
function sumOfCharge({ status, tokens, capturedTokens = 0, refundedTokens = 0 }: ChargeRecord) {
  // Not -0, which is another number to strict comparison.
  if (status === 'open') return 0 - tokens;
  return status === 'captured' ? 0 - capturedTokens + refundedTokens : 0;
}

async function describeRecord(reader: LedgerReader, entry: Entry): Promise<string[]> {
  if (entry.keyHash === undefined) return [];
  const { accountId, keyHash } = entry;
  const record = await readOrTell(() => reader.readRecord(accountId, keyHash));
  if (record === 'unreadable') return ['the record of its key cannot be read'];
  if (record === null) return ['has no record of its key'];
  return record.sequence === entry.sequence ? [] : [`its key names entry ${record.sequence}`];
}

/** Compares the state with the entry that it says is the last. */
function* describeState(walk: Walk, entry: Entry, stored: StoredState): Generator<string> {
  if (stored.kind !== 'sound' || stored.state.version !== entry.sequence) return;
  const { state } = stored;
  if (state.available !== walk.balance) {
    yield `the state says ${state.available}, the entries add up to ${walk.balance}`;
  }
  if (state.lastHash !== entry.hash) yield 'the state carries another hash';
  if (walk.replay !== null) yield* describeReplay(state, walk.replay);
}

function describeEnd(walk: Walk, stored: StoredState, storedNow: StoredState): void {
  for (const chargeId of walk.unfinished.keys()) {
    walk.problems.push(`charge ${chargeId}: its last entry is missing`);
  }
  const counts = (version: number) =>
    `the state counts ${version} entries, there are ${walk.count}`;
  const version = versionOf(stored);
  if (version !== null && version > walk.count) walk.problems.push(counts(version));
  if (stored.kind === 'broken') walk.stateProblems.push(`the state is damaged: ${stored.found}`);
  if (stored.kind === 'absent' && walk.count > 0) walk.stateProblems.push('the state is missing');
  // Read after the walk, the state knows every entry that the walk has met: they commit as one.
  const versionNow = versionOf(storedNow);
  if (versionNow !== null && versionNow < walk.count) walk.stateProblems.push(counts(versionNow));
}
