import type { Log } from '../log.ts';
import type { LedgerCommand } from './commands.ts';
import type { Commit, Decision } from './decision.ts';

/** Says what a command did, once it is committed. Operators read a balance's story from this. */
export function logCommit(log: Log, command: LedgerCommand, decision: Decision | undefined): void {
  if (decision?.kind !== 'commit') return;
  logRepair(log, command, decision);
  const last = decision.entries.at(-1);
  if (last === undefined) return;
  const { accountId, service, sequence, balanceAfter } = last;
  const tokens = Math.abs(last.tokens);
  const balanceBefore = balanceAfter - last.tokens;
  const fields = { accountId, service, tokens, balanceBefore, balanceAfter, sequence };
  switch (command.kind) {
    case 'charge':
    case 'hold':
      return log.info('tokens deducted', fields);
    case 'capture':
    case 'release':
      return log.info('tokens given back', fields);
    case 'grant':
      return log.info('tokens granted', { ...fields, service: undefined });
    case 'open':
      return;
  }
}

function logRepair(log: Log, command: LedgerCommand, { repair, entries }: Commit): void {
  if (repair === null) return;
  const { accountId } = command;
  const { found, opened } = repair;
  if (command.kind === 'open' && found === 'absent') {
    log.info('account opened', { accountId, opened });
  } else if (opened === null) {
    log.warn('balance damaged, restored', { accountId, found, restored: entries[0]?.balanceAfter });
  } else {
    log.warn('balance missing, opened', { accountId, found, opened });
  }
}
