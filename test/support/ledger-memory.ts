import type { StoredState } from '../../functions/ledger/account-state.ts';
import type { ChargeRecord, CommandRecord } from '../../functions/ledger/charge-record.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { decide } from '../../functions/ledger/decide.ts';
import type { Answer, Decision } from '../../functions/ledger/decision.ts';
import type { Entry } from '../../functions/ledger/entry.ts';
import { testTime } from './ledger-builders.ts';
import { recordIdOf } from './ledger-decisions.ts';

export type Outcome = Answer | { readonly refused: string };

/** One account's items. */
export interface LedgerItems {
  readonly stored: StoredState;
  readonly entries: readonly Entry[];
  readonly charges: ReadonlyMap<string, ChargeRecord>;
}

/** One account in memory: runs commands through the pure decision and keeps what it decided. */
export function createMemoryLedger() {
  let stored: StoredState = { kind: 'absent' };
  let callCount = 0;
  const entries: Entry[] = [];
  const charges = new Map<string, ChargeRecord>();
  const records = new Map<string, CommandRecord>();

  function execute(command: LedgerCommand): Outcome {
    const id = recordIdOf(command) ?? '';
    callCount += 1;
    const input = {
      stored,
      lastEntry: stored.kind === 'sound' ? null : (entries.at(-1) ?? null),
      charge: charges.get(id) ?? null,
      record: records.get(id) ?? null,
      now: testTime,
      writtenBy: `call ${callCount}`,
    };
    return keep(decide(input, command));
  }

  function keep(decision: Decision): Outcome {
    if (decision.kind === 'refuse') return { refused: decision.code };
    if (decision.kind === 'commit') {
      stored = { kind: 'sound', state: decision.state };
      entries.push(...decision.entries);
      if (decision.newCharge) charges.set(decision.newCharge.chargeId, decision.newCharge);
      if (decision.newRecord) records.set(decision.newRecord.keyHash, decision.newRecord);
    }
    if (decision.kind !== 'answer' && decision.settledCharge) {
      charges.set(decision.settledCharge.chargeId, decision.settledCharge);
    }
    return decision.answer;
  }

  return {
    execute,
    items: (): LedgerItems => ({ stored, entries: [...entries], charges: new Map(charges) }),
  };
}
