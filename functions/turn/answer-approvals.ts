import type { ChatBody } from '../../shared/api/copilot.ts';
import { AppError } from '../app-error.ts';
import type { CopilotPart } from '../agent/copilot-message.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { leaseEnd } from './begin-turn.ts';
import { replyOf, serialiseParts } from './stored-reply.ts';

type Approvals = NonNullable<ChatBody['approvals']>;

export interface AnsweredTurn {
  readonly turn: Turn;
  readonly parts: CopilotPart[];
  /** Names of the tools that were approved for always. */
  readonly alwaysAllowed: readonly string[];
}

/**
 * Takes the answers to all open approval cards of a turn and claims the turn for going on. The
 * cards, their arguments and their signatures come from the server's own copy of the reply; the
 * caller only says yes or no to them, once.
 *
 * @throws AppError `approval_not_pending` for an answer to nothing, or one given before
 */
export async function answerApprovals(
  turns: Pick<TurnStore, 'moveTurn'>,
  turn: Turn,
  approvals: Approvals,
  now: Date,
): Promise<AnsweredTurn> {
  const parts = replyOf(turn)?.parts ?? [];
  const open = parts.flatMap((part) => openApprovalOf(part) ?? []);
  const answers = new Map(approvals.map((approval) => [approval.approvalId, approval]));
  const isComplete = open.length > 0 && open.every((id) => answers.has(id));
  if (turn.status !== 'waiting' || !isComplete || answers.size !== open.length) {
    throw new AppError('approval_not_pending');
  }
  const answered = parts.map((part) => answerPart(part, answers));
  const claim = {
    status: 'running' as const,
    leaseUntil: leaseEnd(now),
    // A stop meant what came before the card.
    isStopRequested: false,
    // Should this process die, nobody may take the cards for unanswered.
    replyJson: serialiseParts(answered),
  };
  if (!(await turns.moveTurn(turn, 'waiting', claim))) throw new AppError('approval_not_pending');
  const alwaysAllowed = parts.flatMap((part) => alwaysAllowedIn(part, answers) ?? []);
  return { turn: { ...turn, ...claim }, parts: answered, alwaysAllowed };
}

const openApprovalOf = (part: CopilotPart): string | null =>
  part.type === 'dynamic-tool' && part.state === 'approval-requested' ? part.approval.id : null;

type Answers = ReadonlyMap<string, Approvals[number]>;

function alwaysAllowedIn(part: CopilotPart, answers: Answers): string | null {
  if (part.type !== 'dynamic-tool' || part.state !== 'approval-requested') return null;
  return answers.get(part.approval.id)?.always === true ? part.toolName : null;
}

function answerPart(part: CopilotPart, answers: Answers): CopilotPart {
  if (part.type !== 'dynamic-tool' || part.state !== 'approval-requested') return part;
  const approved = answers.get(part.approval.id)?.approved === true;
  return { ...part, state: 'approval-responded', approval: { ...part.approval, approved } };
}
