import { useEffect, useState } from 'preact/hooks';
import { FormPage } from '../forms/form-page.tsx';
import type { FormAction } from '../forms/paid-call.ts';
import { PaidFormView } from '../forms/paid-form-view.tsx';
import { PlainForm } from '../forms/plain-form.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useFormValues } from '../forms/use-form-values.ts';
import { usePaidCall } from '../forms/use-paid-call.ts';
import { useToolPrice } from '../forms/use-tool-price.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { JobView } from './job-view.tsx';
import { LeadFields } from './lead-fields.tsx';
import {
  checkLeads,
  describeLeadAction,
  type LeadProblems,
  leadTool,
  leadValuesSchema,
} from './read-lead-form.ts';
import { RecentJobs } from './recent-jobs.tsx';
import { useJobAddress } from './use-job-address.ts';

/** Starts a collection of businesses, and shows how it goes. */
export function LeadsPage(props: PageContentProps) {
  const { leads } = useFormTexts();
  const form = usePaidCall(props, 'leads');
  const fields = useLeadFields(props);
  const price = useToolPrice(props, leadTool);
  const { jobId, showJob } = useJobAddress();
  const startedJobId = form.state.kind === 'done' ? form.state.outcome.jobId : undefined;
  useEffect(() => {
    if (startedJobId !== undefined) showJob(startedJobId);
  }, [startedJobId]);
  const submit = () => {
    const isRight = fields.check();
    if (isRight) void form.review(describeLeadAction(fields.values));
    return isRight;
  };
  const leave = () => {
    showJob(null);
    fields.clear();
    form.edit();
  };
  return (
    <FormPage {...props} title={leads.title} intro={leads.intro} tool={leadTool}>
      {jobId !== null ? (
        <JobView {...props} key={jobId} api={form.api} jobId={jobId} onLeave={leave} />
      ) : (
        <PaidFormView
          {...props}
          form={form}
          texts={leads}
          isMost
          describe={fields.describe}
          result={() => null}
        >
          {(notice, isBusy) => (
            <PlainForm
              texts={leads}
              price={price}
              isBusy={isBusy}
              notice={notice}
              onSubmit={submit}
            >
              <LeadFields {...fields} onChange={fields.change} />
            </PlainForm>
          )}
        </PaidFormView>
      )}
      {jobId === null && (
        <RecentJobs
          api={form.api}
          clientId={props.conversation.session.clientId}
          onOpen={showJob}
        />
      )}
    </FormPage>
  );
}

const initial = { category: '', place: '', count: '100' };

function useLeadFields({ started, conversation }: PageContentProps) {
  const { leads } = useFormTexts();
  const name = `${conversation.session.clientId}.leads`;
  const form = useFormValues(started.memory, name, leadValuesSchema, initial);
  const [problems, setProblems] = useState<LeadProblems>({});
  const check = () => {
    const found = checkLeads(form.values);
    setProblems(found);
    return Object.keys(found).length === 0;
  };
  const describe = ({ args }: FormAction) =>
    (['category', 'place', 'count'] as const).map((label) => ({
      label: leads[label],
      value: String(args[label]),
    }));
  return { ...form, problems, check, describe };
}
