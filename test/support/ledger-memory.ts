import type { StoredState } from '../../functions/ledger/account/account-state.ts';
import type { ChargeRecord, CommandRecord } from '../../functions/ledger/account/charge-record.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { decide } from '../../functions/ledger/decide/decide.ts';
import type { Answer, Decision } from '../../functions/ledger/decision.ts';
import type { Entry } from '../../functions/ledger/account/entry.ts';
import { soundDraft } from '../../functions/ledger/decide/repair.ts';
import { settleDue } from '../../functions/ledger/decide/settle-due.ts';
import { chargeIdFor, recordKeyFor } from '../../functions/ledger/commit/task.ts';
import { testTime } from './ledger-builders.ts';

export type Outcome = Answer | { readonly refused: string };

/** One account's items. */
export interface LedgerItems {
  readonly stored: StoredState;
  readonly entries: readonly Entry[];
  readonly charges: ReadonlyMap<string, ChargeRecord>;
  readonly records: ReadonlyMap<string, CommandRecord>;
}

/** One account in memory: runs commands through the pure decision and keeps what it decided. */
export function createMemoryLedger() {
  let stored: StoredState = { kind: 'absent' };
  let callCount = 0;
  const entries: Entry[] = [];
  const charges = new Map<string, ChargeRecord>();
  const records = new Map<string, CommandRecord>();

  /** @param now ISO 8601 time in UTC */
  function execute(command: LedgerCommand, now = testTime): Outcome {
    callCount += 1;
    const input = {
      stored,
      lastEntry: stored.kind === 'sound' ? null : (entries.at(-1) ?? null),
      charge: charges.get(chargeIdFor(command) ?? '') ?? null,
      record: records.get(recordKeyFor(command) ?? '') ?? null,
      now,
      writtenBy: `call ${callCount}`,
    };
    const decision = decide(input, command);
    if (decision.kind !== 'settle time') return keep(decision);
    stored = { kind: 'sound', state: decision.state };
    entries.push(...decision.entries);
    return execute(command, now);
  }

  function keep(decision: Exclude<Decision, { kind: 'settle time' }>): Outcome {
    if (decision.kind === 'refuse') return { refused: decision.code };
    if (decision.kind === 'commit') {
      stored = { kind: 'sound', state: decision.state };
      entries.push(...decision.entries);
      if (decision.newCharge) charges.set(decision.newCharge.chargeId, decision.newCharge);
      if (decision.newRecord) records.set(decision.newRecord.keyHash, decision.newRecord);
    }
    if (decision.kind === 'change charge' && decision.newRecord) {
      records.set(decision.newRecord.keyHash, decision.newRecord);
    }
    if (decision.kind !== 'answer' && decision.chargeChange) {
      const { to } = decision.chargeChange;
      charges.set(to.chargeId, to);
    }
    return decision.answer;
  }

  /** Settles what is due, as a command at that moment would, and nothing else. */
  function settle(now: string): void {
    if (stored.kind !== 'sound') return;
    const draft = soundDraft(stored, null, stored.state.accountId, now);
    const { state, entries: settled, isSettled } = settleDue(draft, now);
    stored = { kind: 'sound', state };
    entries.push(...settled);
    if (!isSettled) settle(now);
  }

  return {
    execute,
    settle,
    items: (): LedgerItems => ({
      stored,
      entries: [...entries],
      charges: new Map(charges),
      records: new Map(records),
    }),
  };
}
