import type { ClientJobs } from '../../jobs/client-jobs.ts';
import type { StartJob } from '../../jobs/start-job.ts';
import type { TrackCall } from '../../operations/track-call.ts';
import type { TrackPost } from '../../operations/track-post.ts';
import type { Directory } from '../../providers/directory/directory.ts';
import type { ImageMaker } from '../../providers/image/image-maker.ts';
import type { Media } from '../../providers/media/media.ts';
import type { CallingHours } from '../../providers/telephony/calling-hours.ts';
import type { PostWriter } from '../../providers/text/post-writer.ts';
import type { Social } from '../../providers/social/social.ts';
import type { Telephony } from '../../providers/telephony/telephony.ts';
import type { CallStore } from '../../store/outreach/calls.ts';
import type { DoNotCallStore } from '../../store/outreach/do-not-call.ts';
import type { PostStore } from '../../store/outreach/posts.ts';
import { type BuiltinContext, type BuiltinTool, toolDefiner } from './builtin-tool.ts';

/** What the tools of the outreach server work with, whichever client they work for. */
export interface OutreachParts {
  readonly telephony: Telephony;
  readonly callingHours: CallingHours;
  readonly calls: CallStore;
  readonly trackCall: TrackCall;
  readonly doNotCall: DoNotCallStore;
  readonly directory: Pick<Directory, 'name' | 'hasCategory'>;
  readonly startJob: StartJob;
  readonly clientJobs: ClientJobs;
  readonly postWriter: PostWriter;
  readonly imageMaker: ImageMaker;
  readonly media: Media;
  readonly social: Social;
  readonly posts: PostStore;
  readonly trackPost: TrackPost;
  readonly now: () => Date;
}

export interface OutreachContext extends BuiltinContext, OutreachParts {}

export type OutreachTool = BuiltinTool<OutreachContext>;

export const defineOutreachTool = toolDefiner<OutreachContext>();
