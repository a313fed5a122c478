import { useState } from 'preact/hooks';
import { FactList } from '../forms/fact-list.tsx';
import { FormPage } from '../forms/form-page.tsx';
import type { FormAction } from '../forms/paid-call.ts';
import { PaidFormView } from '../forms/paid-form-view.tsx';
import { PlainForm } from '../forms/plain-form.tsx';
import { ResultCard } from '../forms/result-card.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useFormValues } from '../forms/use-form-values.ts';
import { usePaidCall } from '../forms/use-paid-call.ts';
import { useToolPrice } from '../forms/use-tool-price.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { CallFields } from './call-fields.tsx';
import { callAnswerSchema } from './call-schema.ts';
import { CallStatus } from './call-status.tsx';
import {
  type CallProblems,
  callTool,
  callValuesSchema,
  checkCall,
  describeCallAction,
} from './read-call-form.ts';

/** Calls a number, and says how the call goes. */
export function CallsPage(props: PageContentProps) {
  const { calls } = useFormTexts();
  const form = usePaidCall(props, 'calls');
  const fields = useCallFields(props);
  const price = useToolPrice(props, callTool);
  const submit = () => {
    const isRight = fields.check();
    if (isRight) void form.review(describeCallAction(fields.values));
    return isRight;
  };
  const startAgain = () => {
    fields.clear();
    form.edit();
  };
  return (
    <FormPage {...props} title={calls.title} intro={calls.intro} tool={callTool}>
      <PaidFormView
        {...props}
        form={form}
        texts={calls}
        describe={fields.describe}
        result={({ action, outcome }) => {
          const answer = callAnswerSchema.safeParse(outcome.structured);
          return (
            <ResultCard
              title={calls.done}
              outcome={outcome}
              again={calls.again}
              onAgain={startAgain}
            >
              {answer.success && (
                <CallStatus form={form} placed={answer.data.call} onEnded={props.wallet.refresh} />
              )}
              <FactList facts={fields.describe(action)} />
            </ResultCard>
          );
        }}
      >
        {(notice, isBusy) => (
          <PlainForm texts={calls} price={price} isBusy={isBusy} notice={notice} onSubmit={submit}>
            <CallFields {...fields} onChange={fields.change} />
          </PlainForm>
        )}
      </PaidFormView>
    </FormPage>
  );
}

function useCallFields({ started, conversation }: PageContentProps) {
  const { calls } = useFormTexts();
  const name = `${conversation.session.clientId}.calls`;
  const initial = { to: '', name: '', message: calls.usualMessage };
  const form = useFormValues(started.memory, name, callValuesSchema, initial);
  const [problems, setProblems] = useState<CallProblems>({});
  const check = () => {
    const found = checkCall(form.values);
    setProblems(found);
    return Object.keys(found).length === 0;
  };
  const describe = ({ args }: FormAction) =>
    (['to', 'name', 'message'] as const)
      .filter((label) => typeof args[label] === 'string')
      .map((label) => ({ label: calls[label], value: String(args[label]) }));
  return { ...form, problems, check, describe };
}
