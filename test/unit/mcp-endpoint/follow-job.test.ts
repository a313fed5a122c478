import { describe, expect, it } from 'vitest';
import type { JobAnswer } from '../../../functions/jobs/client-jobs.ts';
import { createFollowJob, type JobFollower } from '../../../functions/mcp-endpoint/follow-job.ts';
import type { ToolProgress } from '../../../functions/mcp/tool-connection.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const jobId = `job_${'x'.repeat(43)}`;
const outcome = {
  isError: false,
  text: 'Collecting.',
  tokens: 20,
  balanceAfter: 80,
  toolCallId: 'call_1',
  isReplay: false,
};

const buildJob = (changes: Partial<JobAnswer> = {}): JobAnswer => ({
  jobId,
  tool: 'collect_businesses',
  status: 'running',
  search: { category: 'bakery', place: 'Tampa' },
  requested: 100,
  delivered: 40,
  tokens: { held: 20, captured: null },
  progress: '40 of 100 found so far.',
  createdAt: '2026-03-01T00:00:00.000Z',
  endedAt: null,
  ...changes,
});

describe('following a job', () => {
  async function follow(
    answers: readonly (JobAnswer | Error)[],
    { isJob = true, ...follower }: Partial<JobFollower> & { readonly isJob?: boolean } = {},
  ) {
    const log = createRecordingLog();
    const told: ToolProgress[] = [];
    let readCount = 0;
    const clientJobs = {
      get: async () => {
        const answer = answers[Math.min(readCount++, answers.length - 1)]!;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const result = await createFollowJob({ clientJobs, log })(
      { ...outcome, ...(isJob && { jobId }) },
      {
        clientId: '15',
        onProgress: (progress) => void told.push(progress),
        signal: new AbortController().signal,
        remainingMs: () => 120_000,
        ...follower,
      },
    );
    return { result, told, log, reads: () => readCount };
  }

  it('answers with what the job cost when it has ended', async () => {
    const done = buildJob({ status: 'done', delivered: 100, tokens: { held: 20, captured: 17 } });
    const { result, told } = await follow([done]);
    expect(result).toMatchObject({ tokens: 17, balanceAfter: null, structured: done });
    expect(told).toEqual([]);
  });

  it('waits until the cost is known, and tells no progress twice', async () => {
    const ended = buildJob({ status: 'done' });
    const settled = { ...ended, tokens: { held: 20, captured: 8 } };
    const { result, told } = await follow([buildJob(), ended, settled]);
    expect(result.tokens).toBe(8);
    expect(told).toEqual([{ progress: 40, total: 100, message: '40 of 100 found so far.' }]);
  });

  it('says that the job goes on when the time of the request is nearly over', async () => {
    const { result, reads } = await follow([buildJob()], { remainingMs: () => 10_500 });
    expect(result).toMatchObject({ tokens: 20, balanceAfter: 80, structured: buildJob() });
    expect(result.text).toContain('It goes on by itself: get_job says how it stands.');
    expect(reads()).toBe(1);
  });

  it('stops waiting for who has left', async () => {
    const { reads } = await follow([buildJob()], { signal: AbortSignal.abort() });
    expect(reads()).toBe(1);
  });

  it('leaves the outcome as it is when the job cannot be read, and says so in the log', async () => {
    const { result, log } = await follow([new Error('the table is away')]);
    expect(result).toEqual({ ...outcome, jobId });
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'job not followed' }]);
  });

  it('has nothing to do where no job was started', async () => {
    const { result, reads } = await follow([buildJob()], { isJob: false });
    expect(result).toEqual(outcome);
    expect(reads()).toBe(0);
  });
});
