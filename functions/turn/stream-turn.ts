import type { PlanId } from '../../shared/plans.ts';
import type { CopilotChunk } from '../agent/copilot-message.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState, summariseBalance } from '../ledger/read/read-balance.ts';
import type { Log } from '../log.ts';
import { describeCause, problemOf, toAppError } from '../problem.ts';
import type { Turn } from '../store/turns.ts';
import { createRunTurn, type RunTurnDependencies, type TurnRun } from './run-turn.ts';
import { createSettleTurn, type SettleTurnDependencies } from './settle-turn.ts';
import { metadataOf, replyIdOf } from './stored-reply.ts';
import { openTurnStream } from './turn-stream.ts';

export type StreamTurnDependencies = Omit<RunTurnDependencies, 'turns' | 'ledger'> &
  Omit<SettleTurnDependencies, 'turns' | 'ledger'> & {
    readonly turns: RunTurnDependencies['turns'] & SettleTurnDependencies['turns'];
    readonly ledger: Ledger;
    readonly log: Log;
  };

export type TurnToStream = Omit<TurnRun, 'emit' | 'onCost'> & {
  /** Whether the message's own token is still held. */
  readonly isHeld: boolean;
  readonly requestId: string;
};

/**
 * Runs and settles a turn while it streams: everything is settled before the stream ends, as
 * nothing runs after it.
 */
export function createStreamTurn(dependencies: StreamTurnDependencies) {
  const { ledger, log, now } = dependencies;
  const runTurn = createRunTurn(dependencies);
  const settleTurn = createSettleTurn(dependencies);

  return (run: TurnToStream): ReadableStream<Uint8Array> =>
    openTurnStream(async (emit) => {
      emit(startChunk(run.turn));
      try {
        emit(endChunk(await runAndSettle(run, emit)));
      } catch (thrown) {
        // Whatever was taken is still held: it is given back, or captured, when this message is
        // sent again.
        const error = toAppError(thrown);
        const { messageId } = run.turn;
        log.error('turn not settled', { messageId, code: error.code, cause: describeCause(error) });
        emit(errorChunk(error, run.requestId));
      }
    });

  async function runAndSettle(
    run: TurnToStream,
    emit: (chunk: CopilotChunk) => void,
  ): Promise<Turn> {
    const startedAtMs = performance.now();
    let turn = run.turn;
    const plan = await readPlan(turn.accountId);
    const showBalance = () => emit(balanceChunk(turn.balanceAfter, plan));
    showBalance();
    const onCost = (tokens: number, balanceAfter: number) => {
      turn = { ...turn, tokens: turn.tokens + tokens, balanceAfter };
      showBalance();
    };
    const result = await runTurn({ ...run, emit, onCost });
    const end = { ...result, isHeld: run.isHeld, actor: run.principal.actor, startedAtMs };
    const settled = await settleTurn(turn, end);
    turn = settled.turn;
    showBalance();
    if (settled.error !== null) emit(errorChunk(settled.error, run.requestId));
    return turn;
  }

  async function readPlan(accountId: string): Promise<PlanId> {
    return (await readSoundState(ledger.reader, accountId, now().toISOString())).plan;
  }
}

const startChunk = (turn: Turn): CopilotChunk => ({
  type: 'start',
  messageId: replyIdOf(turn.messageId),
  messageMetadata: { turnId: turn.messageId, createdAt: turn.createdAt, outcome: 'running' },
});

const endChunk = (turn: Turn): CopilotChunk => ({
  type: 'finish',
  messageMetadata: metadataOf(turn),
});

const balanceChunk = (available: number, plan: PlanId): CopilotChunk => ({
  type: 'data-balance',
  data: summariseBalance({ available, plan }),
  transient: true,
});

/** The same problem that a refused request gets, as text: the protocol has no room for more. */
const errorChunk = (error: ReturnType<typeof toAppError>, requestId: string): CopilotChunk => ({
  type: 'error',
  errorText: JSON.stringify(problemOf(error, requestId)),
});
