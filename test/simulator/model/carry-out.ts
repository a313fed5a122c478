import type { CustomerCommand } from './customer-command.ts';
import { adjust, changePlan, checkRefund, freeze, grant, refund } from './credit.ts';
import { openPurse, passTime } from './pass-time.ts';
import { pay, recallPayment } from './pay.ts';
import { isAmount } from './price-list.ts';
import { balanceOf, type Purse } from './purse.ts';
import { capture, extend, giveUp } from './settle.ts';
import { noteIdOf, type Outcome, refused, repeated, type View } from './view.ts';

/**
 * What the ledger should do: a purse with pockets, and a notebook. Written from the rules alone; it
 * shares no code with the ledger, and so no mistake.
 *
 * @param now ISO 8601 time in UTC, by the clock of whoever decides
 */
export function carryOut(view: View, command: CustomerCommand, now: string): Outcome {
  const known = recallKey(view, command) ?? checkAlone(view, command);
  if (known !== null) return known;
  const purse = view.purse === null ? openPurse(now) : passTime(view.purse, now);
  const outcome = decide(view, purse, command, now);
  const { idempotencyKey } = { idempotencyKey: undefined, ...command };
  if (outcome.kind !== 'done' || idempotencyKey === undefined || isPayment(command)) return outcome;
  const note = { request: describeRequest(command), answer: outcome.answer };
  return { ...outcome, note: { id: noteIdOf(command, idempotencyKey), note } };
}

function recallKey(view: View, command: CustomerCommand): Outcome | null {
  if (isPayment(command)) return recallPayment(view, command);
  if (command.kind === 'grant' && !isAmount(command.tokens)) return refused('amount_invalid');
  if (command.kind === 'adjust' && !isAmount(Math.abs(command.tokens))) {
    return refused('amount_invalid');
  }
  const { idempotencyKey } = { idempotencyKey: undefined, ...command };
  if (idempotencyKey === undefined) return null;
  const note = view.note(noteIdOf(command, idempotencyKey));
  if (note === undefined) return null;
  return note.request === describeRequest(command)
    ? repeated(note.answer)
    : refused('idempotency_key_reused');
}

/** What is refused without a look at the account, which therefore is not opened by it. */
const checkAlone = (view: View, command: CustomerCommand): Outcome | null =>
  command.kind === 'refund' ? checkRefund(view, command) : null;

function decide(view: View, purse: Purse, command: CustomerCommand, now: string): Outcome {
  switch (command.kind) {
    case 'open':
      return open(view, purse);
    case 'charge':
    case 'hold':
      return pay(view, purse, command, now);
    case 'capture':
      return capture(view, purse, command, now);
    case 'release':
    case 'expire':
      return giveUp(view, purse, command, now);
    case 'extend':
      return extend(view, purse, command, now);
    case 'grant':
      return grant(purse, command, now);
    case 'refund':
      return refund(view, purse, command);
    case 'adjust':
      return adjust(view, purse, command, now);
    case 'change plan':
      return changePlan(purse, command, now);
    case 'freeze':
    case 'unfreeze':
      return freeze(purse, command);
  }
}

function open(view: View, purse: Purse): Outcome {
  const answer = { accountId: view.accountId, available: balanceOf(purse) };
  return view.purse === null ? { kind: 'done', answer, purse } : repeated(answer);
}

const isPayment = (
  command: CustomerCommand,
): command is Extract<CustomerCommand, { kind: 'charge' | 'hold' }> =>
  command.kind === 'charge' || command.kind === 'hold';

/** Equal for requests that ask for the same. */
export function describeRequest(command: CustomerCommand): string {
  switch (command.kind) {
    case 'capture':
      return `${command.chargeId} ${command.quantity}`;
    case 'extend':
      return `${command.chargeId} ${command.holdSeconds}`;
    case 'refund':
      return `${command.chargeId} ${command.tokens}`;
    case 'release':
    case 'expire':
      return command.chargeId;
    case 'grant':
      return `${command.tokens} ${command.bucket} ${command.expiresAt}`;
    case 'adjust':
      return String(command.tokens);
    case 'change plan':
      return command.plan;
    case 'open':
    case 'charge':
    case 'hold':
    case 'freeze':
    case 'unfreeze':
      return command.kind;
  }
}
