import type { FormApi } from '../api/form-api.ts';
import type { Job } from '../api/form-answer-schemas.ts';
import type { Failure } from '../chat/read-failure.ts';
import { formatNumber } from '../format/format-number.ts';
import { type Fact, FactList } from '../forms/fact-list.tsx';
import { FocusedHeading } from '../forms/focused-heading.tsx';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { useTokenWords } from '../forms/use-token-words.ts';
import { useTexts } from '../page/texts-context.ts';
import type { Wallet } from '../wallet/use-wallet.ts';
import { LeadActions } from './lead-actions.tsx';
import { type FollowedJob, hasJobEnded } from './use-job.ts';

export interface JobCardProps extends FollowedJob {
  readonly api: FormApi;
  readonly job: Job;
  readonly wallet: Wallet;
  readonly onFailure: (failure: Failure) => void;
  readonly onLeave: () => void;
}

/** How far a collection is, and what can be done with it. */
export function JobCard(props: JobCardProps) {
  const { job, api, onFailure, onLeave, isCancelling, isGivenUp, cancel, follow } = props;
  const { leads } = useFormTexts();
  const isOver = hasJobEnded(job);
  return (
    <section class="form-card" aria-labelledby="job-title">
      <FocusedHeading id="job-title">
        {leads.search(job.search.category, job.search.place)}
      </FocusedHeading>
      <JobProgress job={job} />
      <JobCosts {...props} />
      {isGivenUp && !isOver && (
        <p class="muted">
          {leads.notFollowed}{' '}
          <button type="button" class="link-button" onClick={follow}>
            {leads.checkAgain}
          </button>
        </p>
      )}
      {isOver && job.delivered > 0 && <LeadActions api={api} job={job} onFailure={onFailure} />}
      <div class="form-buttons">
        {!isOver && (
          <button type="button" class="button" disabled={isCancelling} onClick={cancel}>
            {isCancelling ? leads.cancelling : leads.cancel}
          </button>
        )}
        <button type="button" class="button" onClick={onLeave}>
          {leads.again}
        </button>
      </div>
    </section>
  );
}

function JobProgress({ job }: { readonly job: Job }) {
  const { locale } = useTexts();
  const { leads } = useFormTexts();
  const { status, delivered, requested } = job;
  const show = (amount: number) => formatNumber(amount, locale);
  const found = leads.found(show(delivered), show(requested));
  const isFewer = status === 'done' && delivered < requested;
  return (
    <div class="job-progress">
      <p role="status">
        <span class={`state state-${status}`}>{leads.status[status]}</span>
        <span>{found}</span>
        {!hasJobEnded(job) && <span class="spinner" aria-hidden="true" />}
      </p>
      <progress max={requested} value={delivered} aria-label={found} />
      {isFewer && <p class="muted">{leads.fewer}</p>}
    </div>
  );
}

/** The balance is as the server said it last: it moves when the collection is settled. */
function JobCosts({ job, wallet }: JobCardProps) {
  const { leads, paid } = useFormTexts();
  const { show, showPrice } = useTokenWords();
  const { held, captured } = job.tokens;
  const cost: Fact =
    captured === null
      ? { label: leads.held, value: paid.upTo(show(held)), isStrong: true }
      : { label: paid.cost, value: showPrice(captured), isStrong: true };
  const balance = wallet.summary && { label: paid.balance, value: show(wallet.summary.available) };
  return <FactList facts={balance ? [cost, balance] : [cost]} />;
}
