import type { CustomerCommand } from '../model/customer-command.ts';
import { BrokenInvariant } from '../broken-invariant.ts';
import { carryOut } from '../model/carry-out.ts';
import type { Outcome } from '../model/view.ts';
import type { AccountFollower } from './account-follower.ts';
import { isAnswerOf } from './read-effects.ts';
import { spellOut } from './spell-out.ts';

/** One call of the ledger, and what came of it. */
export interface Call {
  readonly command: CustomerCommand;
  /** The moments at which it began and ended. */
  readonly from: number;
  readonly to: number;
  /** What the clock of its process showed meanwhile, ISO. */
  readonly clock: readonly string[];
  readonly result: CallResult;
}

export type CallResult =
  | { readonly kind: 'answered'; readonly answer: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly members: Readonly<Record<string, unknown>>;
    }
  /** Nothing is known: sent again, the command may prove to have been carried out. */
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'killed' };

/**
 * Every answer must have been true at some moment between the call and its return: a fresh one
 * because it was then carried out, once; any other because the model then said the same.
 */
export function checkCall(follower: AccountFollower, call: Call): void {
  const { result } = call;
  if (result.kind === 'failed' || result.kind === 'killed') return;
  if (result.kind === 'answered' && result.answer['isReplay'] === false) {
    return claimHappening(follower, call, result.answer);
  }
  // Whoever reads a state that is not the ledger's may be told what it says.
  if (follower.damage.wasMisleading(call.from, call.to)) return;
  const possible = outcomesDuring(follower, call);
  if (!possible.some((outcome) => isResult(outcome, result))) {
    const told = JSON.stringify(result);
    throw broken(follower, call, `was told ${told}, which was true at no moment`, possible);
  }
}

/** Each effect is one caller's own: a second fresh answer to it is one too many. */
function claimHappening(
  follower: AccountFollower,
  call: Call,
  answer: Readonly<Record<string, unknown>>,
): void {
  const own = follower.happenings.filter(
    ({ moment, commands, isClaimed }) =>
      moment > call.from &&
      moment <= call.to &&
      !isClaimed &&
      commands.some((command) => isSameRequest(command, call.command)),
  );
  const happening = own.find((candidate) => isToldBy(follower, candidate.answer, answer, call));
  if (happening === undefined) {
    const told = JSON.stringify(answer);
    throw broken(follower, call, `was told ${told} as new, which nothing bears out`, own);
  }
  happening.isClaimed = true;
}

/** A charge that was settled before its caller was heard is described as it stands. */
function isToldBy(
  { history }: AccountFollower,
  foretold: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
  call: Call,
): boolean {
  if (isAnswerOf(foretold, answer)) return true;
  const { status: _, ...lasting } = foretold;
  const standing = history.viewAt(call.to).payment(String(foretold['chargeId']))?.status;
  return isAnswerOf(lasting, answer) && answer['status'] === standing;
}

const isSameRequest = (left: CustomerCommand, right: CustomerCommand): boolean =>
  left.kind === right.kind && describe(left) === describe(right);

/** Everything but who asked and why. */
function describe(command: CustomerCommand): string {
  const { actor: _, reference: __, ...request } = command;
  const members = Object.entries(request).filter(
    ([name, value]) => name !== 'reason' && value !== undefined,
  );
  return JSON.stringify(members.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function outcomesDuring(
  { history }: AccountFollower,
  { command, from, to, clock }: Call,
): Outcome[] {
  return history
    .momentsBetween(from, to)
    .flatMap((moment) => clock.map((now) => carryOut(history.viewAt(moment), command, now)));
}

function isResult(outcome: Outcome, result: CallResult): boolean {
  if (result.kind === 'answered') {
    return outcome.kind === 'repeated' && isAnswerOf(outcome.answer, result.answer);
  }
  return result.kind === 'refused' && outcome.kind === 'refused' && outcome.code === result.code;
}

const broken = ({ accountId }: AccountFollower, call: Call, what: string, expected: unknown) =>
  new BrokenInvariant(
    accountId,
    `${JSON.stringify(call.command)} ${what}; expected ${spellOut(expected)}`,
  );
