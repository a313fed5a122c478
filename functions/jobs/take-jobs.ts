import type { ReceivedMessage } from '../events/message-queue.ts';
import type { Log } from '../log.ts';
import { describeCause, toAppError } from '../problem.ts';
import { readJobMessage } from './job-message.ts';
import type { RunJob } from './run-job.ts';

/**
 * Works on the jobs of messages, one after the other.
 *
 * @returns ids of the messages that have to come again; the job goes on from where it stands
 */
export function createTakeJobs(dependencies: { readonly runJob: RunJob; readonly log: Log }) {
  const { runJob, log } = dependencies;

  return async function takeJobs(
    messages: readonly Pick<ReceivedMessage, 'messageId' | 'body'>[],
    run: { readonly remainingMs: () => number },
  ): Promise<string[]> {
    const failed: string[] = [];
    for (const { messageId, body } of messages) {
      try {
        await runJob(readJobMessage(body), run);
      } catch (error) {
        const known = toAppError(error);
        log.error('job interrupted', { messageId, code: known.code, cause: describeCause(known) });
        failed.push(messageId);
      }
    }
    return failed;
  };
}
