import { ApiError } from '../api/api-error.ts';
import type { FormApi } from '../api/form-api.ts';
import type { ToolOutcome } from '../api/form-answer-schemas.ts';
import type { SessionSource } from '../chat/open-turn.ts';

export interface ToolCallPorts {
  readonly api: Pick<FormApi, 'callTool'>;
  readonly session: SessionSource;
  readonly wait: (ms: number) => Promise<void>;
}

export interface ToolCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly approvedTokens?: number;
}

const askAgainMs = 2_000;
/** Longer than a call can take. */
const askAgainCount = 30;

/**
 * Makes a call, whose key decides that it happens once: an expired session is replaced silently,
 * and a call that is still being made elsewhere is waited for.
 */
export async function runToolCall(ports: ToolCallPorts, call: ToolCall): Promise<ToolOutcome> {
  const { api, session, wait } = ports;
  const { name, args, key, approvedTokens } = call;
  let hasReconnected = false;
  for (let asked = 1; ; asked += 1) {
    try {
      const sessionId = session.getSessionId();
      const approval = approvedTokens === undefined ? {} : { approvedTokens };
      return await api.callTool(name, { sessionId, arguments: args, ...approval }, key);
    } catch (error) {
      const code = error instanceof ApiError ? error.problem.code : '';
      if (asked >= askAgainCount) throw error;
      if (code === 'request_in_progress') {
        await wait(askAgainMs);
      } else if (code === 'session_not_found' && !hasReconnected) {
        hasReconnected = true;
        await session.reconnect();
      } else {
        throw error;
      }
    }
  }
}
