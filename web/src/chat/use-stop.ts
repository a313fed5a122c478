import { useEffect, useRef, useState } from 'preact/hooks';
import type { CopilotApi } from '../api/copilot-api.ts';
import type { CopilotMessage } from './copilot-message.ts';

/** A stopped turn settles and ends its stream within this time, or is no longer waited for. */
const stopPatienceMs = 6_000;

export interface StopOptions {
  readonly api: Pick<CopilotApi, 'stopTurn'>;
  readonly chat: {
    readonly messages: readonly CopilotMessage[];
    stop(): Promise<void>;
  };
  readonly isBusy: boolean;
  /** The stream was cut here, so the end of the turn has to be read from the server. */
  readonly onAborted: () => void;
}

/**
 * Stops the running turn where it runs. Dropping the connection alone would not do: the server
 * does not learn of it and goes on spending.
 */
export function useStop({ api, chat, isBusy, onAborted }: StopOptions) {
  const [isStopping, setStopping] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    if (isBusy) return;
    setStopping(false);
    clearTimeout(timer.current);
  }, [isBusy]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const abort = () => void chat.stop().then(onAborted);
  const stop = () => {
    const turnId = chat.messages.findLast(({ role }) => role === 'user')?.id;
    if (!isBusy || isStopping || turnId === undefined) return;
    setStopping(true);
    timer.current = setTimeout(abort, stopPatienceMs);
    api.stopTurn(turnId).catch(() => undefined);
  };
  return { isStopping, stop };
}
