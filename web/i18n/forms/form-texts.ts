import type { CallProblem } from '../../src/calls/read-call-form.ts';
import type { CallStatus } from '../../src/calls/call-schema.ts';
import type { Job } from '../../src/api/form-answer-schemas.ts';
import type { LeadProblem } from '../../src/leads/read-lead-form.ts';
import type { Platform } from '../../src/social/platforms.ts';
import type { Post } from '../../src/social/post-schema.ts';
import type { PostProblem } from '../../src/social/read-post-form.ts';
import type { Notice } from '../texts.ts';

/** What every form says of costs, and of what went wrong. Amounts come formatted. */
export interface PaidTexts {
  readonly optional: string;
  readonly pricing: string;
  readonly cost: string;
  readonly free: string;
  readonly balanceAfter: string;
  readonly balance: string;
  readonly upTo: (tokens: string) => string;
  readonly short: (available: string) => string;
  readonly risen: string;
  readonly back: string;
  readonly notCharged: string;
  readonly refused: string;
  readonly unavailable: Notice;
  readonly failure: Readonly<
    Record<
      'connectionLost' | 'signedOut' | 'inProgress' | 'notAnswered' | 'attemptsExhausted',
      Notice
    >
  >;
}

export interface CallTexts extends PageTexts {
  readonly to: string;
  readonly toHint: string;
  readonly name: string;
  readonly message: string;
  readonly messageHint: string;
  readonly usualMessage: string;
  readonly problem: Readonly<Record<CallProblem, string>>;
  readonly status: Readonly<Record<CallStatus, string>>;
  readonly statusLabel: string;
  readonly simulated: string;
  readonly notFollowed: string;
  readonly checkAgain: string;
}

/** What each of the pages needs to say. */
export interface PageTexts {
  readonly title: string;
  readonly intro: string;
  readonly review: string;
  readonly question: string;
  readonly confirm: (tokens: string) => string;
  readonly sending: string;
  readonly done: string;
  readonly again: string;
}

export interface LeadTexts extends PageTexts {
  readonly category: string;
  readonly place: string;
  readonly count: string;
  readonly hint: Readonly<Record<'category' | 'place' | 'count', string>>;
  readonly problem: Readonly<Record<LeadProblem, string>>;
  readonly status: Readonly<Record<Job['status'], string>>;
  readonly search: (category: string, place: string) => string;
  readonly found: (delivered: string, requested: string) => string;
  readonly fewer: string;
  readonly held: string;
  readonly cancel: string;
  readonly cancelling: string;
  readonly notFollowed: string;
  readonly checkAgain: string;
  readonly gone: Notice;
  readonly recent: string;
  readonly results: string;
  readonly noResults: string;
  readonly columns: Readonly<Record<'name' | 'phone' | 'online' | 'address', string>>;
  readonly rows: (from: string, to: string, total: string) => string;
  readonly previous: string;
  readonly next: string;
  readonly download: string;
  readonly save: string;
  readonly saving: (done: string) => string;
  readonly saved: (created: string, existing: string, skipped: string) => string;
}

/** Of something that is made for a post, for a price that stands on its button. */
export interface DraftTexts {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly run: (price: string) => string;
  readonly running: string;
}

export interface PostTexts extends PageTexts {
  readonly write: DraftTexts & {
    readonly choose: string;
    readonly option: (number: string) => string;
    readonly hashtags: string;
  };
  readonly draw: DraftTexts;
  readonly pictures: string;
  readonly picture: (number: string) => string;
  readonly removePicture: (number: string) => string;
  readonly text: string;
  readonly textLeft: (left: string) => string;
  readonly textOver: (over: string) => string;
  readonly platforms: string;
  readonly platform: Readonly<Record<Platform, string>>;
  readonly when: string;
  readonly times: Readonly<Record<'now' | 'later', string>>;
  readonly at: string;
  readonly timeZone: string;
  readonly problem: Readonly<Record<PostProblem, string>>;
  readonly questionLater: string;
  readonly doneLater: string;
  readonly recent: string;
  readonly noPosts: string;
  readonly status: Readonly<Record<Post['status'], string>>;
  readonly scheduledFor: (time: string) => string;
  readonly outbox: string;
  readonly refunded: string;
  readonly refresh: string;
  readonly more: string;
}

/** The words of the forms, which the chat does not load. */
export interface FormTexts {
  readonly paid: PaidTexts;
  readonly calls: CallTexts;
  readonly leads: LeadTexts;
  readonly social: PostTexts;
}
