import { useEffect } from 'preact/hooks';
import { callFreeTool } from '../forms/call-free-tool.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { type PaidForm, waitFor } from '../forms/use-paid-call.ts';
import { usePolling } from '../forms/use-polling.ts';
import { type Call, callAnswerSchema, hasCallEnded } from './call-schema.ts';

/** Some four minutes; then it is up to the person to ask again. */
const plan = { everyMs: 2_000, readCount: 120 };
const simulator = 'simulator';

export interface CallStatusProps {
  readonly form: PaidForm;
  /** As it stood when it was placed. */
  readonly placed: Call;
  /** A call that failed after all is paid back. */
  readonly onEnded: () => void;
}

/** How a call goes, while it goes. */
export function CallStatus({ form, placed, onEnded }: CallStatusProps) {
  const { calls } = useFormTexts();
  const ports = { api: form.api, session: form.session, wait: waitFor };
  const { value, isGivenUp, start } = usePolling(
    async () => {
      const answer = await callFreeTool(ports, 'get_call', { callId: placed.callId });
      return callAnswerSchema.parse(answer.structured).call;
    },
    hasCallEnded,
    plan,
  );
  const { status, provider } = value ?? placed;
  const hasEnded = hasCallEnded({ status });
  useEffect(() => {
    if (hasEnded) onEnded();
  }, [hasEnded]);
  return (
    <div class="call-status">
      <p role="status">
        <span class="visually-hidden">{calls.statusLabel}: </span>
        <span class={`state state-${status}`}>{calls.status[status]}</span>
        {!hasEnded && !isGivenUp && <span class="spinner" aria-hidden="true" />}
      </p>
      {isGivenUp && !hasEnded && (
        <p class="muted">
          {calls.notFollowed}{' '}
          <button type="button" class="link-button" onClick={start}>
            {calls.checkAgain}
          </button>
        </p>
      )}
      {provider === simulator && <p class="muted form-note">{calls.simulated}</p>}
    </div>
  );
}
