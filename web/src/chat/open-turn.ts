import { limits } from '../../../shared/limits.ts';
import { ApiError } from '../api/api-error.ts';
import type { CopilotApi } from '../api/copilot-api.ts';
import type { TurnRequest } from './plan-turn-request.ts';

/** The session that turns are sent through. It can expire, and is then opened anew. */
export interface SessionSource {
  getSessionId(): string;
  reconnect(): Promise<void>;
}

export interface TurnPorts {
  readonly api: Pick<CopilotApi, 'openTurn'>;
  readonly session: SessionSource;
  readonly wait: (ms: number) => Promise<void>;
}

const askAgainMs = 2_000;
const askAgainCount = Math.ceil((limits.turnDurationSeconds * 1000) / askAgainMs);

/**
 * Opens the stream of a turn. An expired session is replaced once, silently; the message keeps its
 * id, so it cannot be charged twice.
 */
export async function openTurn(
  ports: TurnPorts,
  request: TurnRequest,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const send = () =>
    ports.api.openTurn({ sessionId: ports.session.getSessionId(), ...request }, signal);
  try {
    return await send();
  } catch (error) {
    if (!hasCode(error, 'session_not_found')) throw error;
    await ports.session.reconnect();
    return send();
  }
}

/** Like {@link openTurn}, for a turn that still runs: asks until its stored reply is there. */
export async function awaitTurn(
  ports: TurnPorts,
  request: TurnRequest,
  signal: AbortSignal | undefined,
): Promise<Response> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await openTurn(ports, request, signal);
    } catch (error) {
      if (!hasCode(error, 'turn_in_progress') || asked >= askAgainCount) throw error;
      await ports.wait(askAgainMs);
      signal?.throwIfAborted();
    }
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ApiError && error.problem.code === code;
