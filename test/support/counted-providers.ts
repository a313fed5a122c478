import { createStartJob } from '../../functions/jobs/start-job.ts';
import type { OutreachParts } from '../../functions/mcp/servers/outreach-tool.ts';
import { createJobStore } from '../../functions/store/jobs.ts';
import { buildOutreachParts } from './outreach-parts.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

/** What providers did, in whatever process they were asked. */
export interface DoneWork {
  readonly calls: string[];
  readonly posts: string[];
  readonly texts: string[];
  readonly pictures: string[];
  /** Jobs that a worker will run; a job may be put into the queue more than once. */
  readonly jobs: Set<string>;
}

export const createDoneWork = (): DoneWork => ({
  calls: [],
  posts: [],
  texts: [],
  pictures: [],
  jobs: new Set(),
});

/** The built-in providers of a process, which write down what they do. */
export function countProviders(table: TestTable, done: DoneWork, now: () => Date): OutreachParts {
  const parts = buildOutreachParts(table, { now });
  const { telephony, social, postWriter, imageMaker } = parts;
  const startJob = createStartJob({
    jobs: createJobStore(table),
    queue: {
      send: async (messages) => {
        for (const { group } of messages) done.jobs.add(group);
        return new Set();
      },
    },
    log: createRecordingLog(),
    now,
  });
  return {
    ...parts,
    startJob,
    telephony: {
      ...telephony,
      placeCall: async (call) => {
        done.calls.push(call.callId);
        return telephony.placeCall(call);
      },
    },
    social: {
      ...social,
      send: async (post) => {
        done.posts.push(post.postId);
        return social.send(post);
      },
    },
    postWriter: {
      ...postWriter,
      write: async (request) => {
        done.texts.push(request.topic);
        return postWriter.write(request);
      },
    },
    imageMaker: {
      ...imageMaker,
      draw: async (request) => {
        done.pictures.push(request.prompt);
        return imageMaker.draw(request);
      },
    },
  };
}
