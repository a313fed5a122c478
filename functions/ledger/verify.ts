import * as z from 'zod';
import type { StoredState } from './account-state.ts';
import type { ChargeRecord } from './charge-record.ts';
import { type Entry, entrySchema, hashOfEntry } from './entry.ts';
import type { LedgerReader } from './ledger-reader.ts';

/** Pages of entries that one audit walks at most: two million entries. */
const pageLimit = 20_000;

export interface Verdict {
  readonly accountId: string;
  readonly isSound: boolean;
  readonly entryCount: number;
  /** The sum of all entries. */
  readonly balance: number;
  /** The first entry that does not fit, or null when the chain itself is whole. */
  readonly firstWrongSequence: number | null;
  readonly problems: readonly string[];
}

/**
 * Audits one account: walks all its entries from the first and checks sequence, sums, hashes, the
 * charge behind each deduction, that what was released was given back, and that the stored state
 * says what the entries say.
 */
export async function verifyAccount(reader: LedgerReader, accountId: string): Promise<Verdict> {
  // Read before the entries: whatever commits meanwhile adds entries, but never takes one away.
  const stored = await reader.readState(accountId);
  const walk = startWalk();
  for (let page = 0; page < pageLimit; page++) {
    const after = walk.previous?.sequence ?? null;
    const items = await reader.readEntryItems(accountId, { order: 'oldest first', after });
    for (const item of items) {
      const parsed = entrySchema.safeParse(item);
      if (!parsed.success) {
        // Nothing can be said about what stands behind a row that is no entry.
        reportUnreadable(walk, parsed.error);
        return verdictOf(accountId, walk, walk.problems);
      }
      const entry = parsed.data;
      report(walk, entry, [
        ...describeLink(walk, entry),
        ...(await describeCharge(reader, walk, entry)),
        ...describeState(stored, walk, entry),
      ]);
      advance(walk, entry);
    }
    // A last row that claims an earlier place would be read for ever.
    if ((walk.previous?.sequence ?? 0) <= (after ?? 0)) break;
  }
  const lag = describeLag(await reader.readState(accountId), walk);
  return verdictOf(accountId, walk, [...walk.problems, ...describeEnd(stored, walk), ...lag]);
}

const verdictOf = (accountId: string, walk: Walk, problems: readonly string[]): Verdict => ({
  accountId,
  isSound: problems.length === 0,
  entryCount: walk.count,
  balance: walk.balance,
  firstWrongSequence: walk.firstWrongSequence,
  problems,
});

interface Walk {
  previous: Entry | null;
  balance: number;
  count: number;
  firstWrongSequence: number | null;
  problems: string[];
  /** Tokens that settled charges still have to give back, by charge. */
  owed: Map<string, number>;
  /** Charges that have given back what they owed. */
  returned: Set<string>;
}

const startWalk = (): Walk => ({
  previous: null,
  balance: 0,
  count: 0,
  firstWrongSequence: null,
  problems: [],
  owed: new Map(),
  returned: new Set(),
});

function report(walk: Walk, entry: Entry, found: readonly string[]): void {
  if (found.length > 0) walk.firstWrongSequence ??= entry.sequence;
  walk.problems.push(...found.map((problem) => `entry ${entry.sequence}: ${problem}`));
}

function reportUnreadable(walk: Walk, error: z.ZodError): void {
  const sequence = (walk.previous?.sequence ?? 0) + 1;
  const members = error.issues.map(({ path }) => path.join('.')).join(', ');
  walk.firstWrongSequence ??= sequence;
  walk.problems.push(`entry ${sequence}: cannot be read: ${members}`);
}

function advance(walk: Walk, entry: Entry): void {
  walk.balance += entry.tokens;
  walk.count += 1;
  walk.previous = entry;
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

async function describeCharge(reader: LedgerReader, walk: Walk, entry: Entry): Promise<string[]> {
  if (entry.chargeId === undefined) return [];
  const charge = await readChargeOf(reader, entry.accountId, entry.chargeId);
  if (charge === 'unreadable') return ['its charge cannot be read'];
  if (charge === null) return ['has no charge behind it'];
  return entry.kind === 'release'
    ? describeRelease(walk, entry, charge)
    : describeDeduction(walk, entry, charge);
}

async function readChargeOf(reader: LedgerReader, accountId: string, chargeId: string) {
  try {
    return await reader.readCharge(accountId, chargeId);
  } catch (error) {
    if (error instanceof z.ZodError) return 'unreadable';
    throw error;
  }
}

function describeDeduction(walk: Walk, entry: Entry, charge: ChargeRecord): string[] {
  const owed = charge.status === 'open' ? 0 : charge.tokens - (charge.capturedTokens ?? 0);
  if (owed > 0) walk.owed.set(charge.chargeId, owed);
  const problems = [];
  if (charge.sequence !== entry.sequence) problems.push(`its charge names ${charge.sequence}`);
  if (charge.tokens !== -entry.tokens) problems.push(`its charge took ${charge.tokens}`);
  return problems;
}

function describeRelease(walk: Walk, entry: Entry, charge: ChargeRecord): string[] {
  // From the charge as it is now: it may have been open still when the walk met its hold.
  const isSettled = charge.status !== 'open' && !walk.returned.has(charge.chargeId);
  const owed = isSettled ? charge.tokens - (charge.capturedTokens ?? 0) : 0;
  walk.owed.delete(charge.chargeId);
  walk.returned.add(charge.chargeId);
  return entry.tokens === owed ? [] : [`gives back ${entry.tokens} of ${owed}`];
}

/** Compares the state with the entry that it says is the last. */
function describeState(stored: StoredState, walk: Walk, entry: Entry): string[] {
  if (stored.kind !== 'sound' || stored.state.version !== entry.sequence) return [];
  const problems = [];
  const sum = walk.balance + entry.tokens;
  if (stored.state.available !== sum) {
    problems.push(`the state says ${stored.state.available}, the entries add up to ${sum}`);
  }
  if (stored.state.lastHash !== entry.hash) problems.push('the state carries another hash');
  return problems;
}

/** Read after the walk, the state knows every entry that the walk has met: they commit as one. */
function describeLag(storedNow: StoredState, walk: Walk): string[] {
  return storedNow.kind === 'sound' && storedNow.state.version < walk.count
    ? [`the state counts ${storedNow.state.version} entries, there are ${walk.count}`]
    : [];
}

function* describeEnd(stored: StoredState, walk: Walk): Generator<string> {
  for (const [chargeId, tokens] of walk.owed) {
    yield `charge ${chargeId}: ${tokens} tokens were released but never given back`;
  }
  if (stored.kind === 'broken') yield `the state is damaged: ${stored.found}`;
  if (stored.kind === 'absent' && walk.count > 0) yield 'the state is missing';
  if (stored.kind === 'sound' && stored.state.version > walk.count) {
    yield `the state counts ${stored.state.version} entries, there are ${walk.count}`;
  }
}
