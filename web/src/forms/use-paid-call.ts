import { useMemo, useState } from 'preact/hooks';
import { createFormApi, type FormApi } from '../api/form-api.ts';
import { createSessionSource } from '../chat/create-session-source.ts';
import type { SessionSource } from '../chat/open-turn.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { createPaidCall, type PaidCallControls } from './create-paid-call.ts';
import type { PaidCall } from './paid-call.ts';
import { createPendingCalls } from './pending-call.ts';

export interface PaidForm extends PaidCallControls {
  readonly state: PaidCall;
  readonly api: FormApi;
  readonly session: SessionSource;
}

export const waitFor = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    window.setTimeout(resolve, ms);
  });

/** @param name of the form: what is pending of one is nothing to the others */
export function usePaidCall(props: PageContentProps, name: string): PaidForm {
  const { started, conversation, wallet } = props;
  const { session } = conversation;
  const [controls] = useState(() => {
    const api = createFormApi(started.requests);
    const source = createSessionSource(started.api, session);
    let onChange: (state: PaidCall) => void = () => undefined;
    const call = createPaidCall({
      api,
      session: source,
      wait: waitFor,
      serviceOf: (tool) => session.tools.find((offered) => offered.name === tool)?.service ?? null,
      pending: createPendingCalls(started.memory, `${session.clientId}.${name}.pending`),
      createKey: () => crypto.randomUUID(),
      onChange: (state) => onChange(state),
      onAnswer: wallet.refresh,
    });
    return { api, session: source, call, listen: (next: typeof onChange) => (onChange = next) };
  });
  const [state, setState] = useState(controls.call.initial);
  controls.listen(setState);
  return useMemo(
    () => ({ ...controls.call, state, api: controls.api, session: controls.session }),
    [controls, state],
  );
}
