import type { Log } from '../../log.ts';
import type { LedgerCommand } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { Entry } from '../account/entry.ts';
import type { Repair } from '../decide/repair.ts';
import type { Task } from './task.ts';

/**
 * Says what a command did, once it is committed. Operators read a balance's story from this. A
 * replay says nothing, unless it is our own write, whose reply got lost.
 */
export function logOutcome(log: Log, { command, unheard }: Task, decision: Decision): void {
  if (decision.kind === 'answer' && !decision.answer.isReplay)
    return logDecision(log, command, unheard);
  logDecision(log, command, decision);
}

function logDecision(log: Log, command: LedgerCommand, decision: Decision | undefined): void {
  if (decision?.kind !== 'commit') return;
  const { repair, entries } = decision;
  if (repair !== null) logRepair(log, command.accountId, repair, entries, command.kind === 'open');
  const own = entries.filter((entry) => isOwn(entry, command));
  for (const entry of own) logEntry(log, command, entry);
}

/** Repairs and what time brought have lines of their own, or none. */
const isOwn = (entry: Entry, { kind }: LedgerCommand): boolean =>
  entry.actor !== 'system' || (kind === 'change plan' && entry.kind === 'grant');

function logEntry(log: Log, command: LedgerCommand, entry: Entry): void {
  const { accountId, service, sequence, balanceAfter, chargeId } = entry;
  const tokens = Math.abs(entry.tokens);
  const balanceBefore = balanceAfter - entry.tokens;
  const fields = { accountId, service, tokens, balanceBefore, balanceAfter, sequence };
  switch (entry.kind) {
    case 'charge':
    case 'hold':
      return log.info('tokens deducted', fields);
    case 'release':
      return log.info('tokens given back', fields);
    case 'grant':
      return log.info('tokens granted', { ...fields, service: undefined });
    case 'refund':
      return log.info('tokens refunded', fields);
    case 'uncollected':
      return log.error('tokens uncollected', {
        accountId,
        service,
        owed: entry.reference['owed'],
        chargeId,
        sequence,
      });
    case 'adjustment':
      return logAdjustment(log, command, entry);
    case 'expiry':
      return;
  }
}

function logAdjustment(log: Log, command: LedgerCommand, entry: Entry): void {
  const { accountId, tokens, balanceAfter, sequence, actor } = entry;
  switch (command.kind) {
    case 'freeze':
      return log.warn('account frozen', { accountId, actor, sequence });
    case 'unfreeze':
      return log.info('account unfrozen', { accountId, actor, sequence });
    case 'change plan':
      return log.info('plan changed', { accountId, plan: command.plan, sequence });
    default:
      return log.info('balance adjusted', { accountId, tokens, balanceAfter, sequence, actor });
  }
}

/** @param entries of the same commit */
export function logRepair(
  log: Log,
  accountId: string,
  { found, opened }: Repair,
  entries: readonly Entry[],
  isOpening = false,
): void {
  if (isOpening && found === 'absent') {
    log.info('account opened', { accountId, opened });
  } else if (opened === null) {
    log.warn('balance damaged, restored', { accountId, found, restored: entries[0]?.balanceAfter });
  } else {
    log.warn('balance missing, opened', { accountId, found, opened });
  }
}
