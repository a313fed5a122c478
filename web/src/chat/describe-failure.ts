import type { Notice, Texts } from '../../i18n/texts.ts';
import { shortageSchema } from '../api/problem-schema.ts';
import { formatNumber } from '../format/format-number.ts';
import { formatDay } from '../format/format-time.ts';
import type { Failure, FailureKind } from './read-failure.ts';

export type FailureAction = 'retry' | 'wait' | 'sign-in' | 'reload' | null;

/** A failure in the words and with the way out that its card shows. */
export interface FailureDescription {
  readonly title: string;
  readonly lines: readonly string[];
  readonly action: FailureAction;
  readonly requestId: string | null;
}

export interface FailureContext {
  readonly texts: Texts;
  readonly locale: string;
  readonly hasDraft: boolean;
  /** What the turn cost nevertheless; null when that is not known. */
  readonly chargedTokens: number | null;
  /** End of the current period, when the plan's tokens come anew. */
  readonly nextGrantAt: string | null;
}

const actions: Readonly<Record<FailureKind, FailureAction>> = {
  'out-of-tokens': null,
  'connection-lost': 'retry',
  'signed-out': 'sign-in',
  'in-progress': 'wait',
  'not-answered': 'retry',
  busy: 'retry',
  'attempts-exhausted': null,
  'approval-closed': 'reload',
  refused: null,
};

export function describeFailure(failure: Failure, context: FailureContext): FailureDescription {
  const { kind, problem } = failure;
  const lasts = kind === 'refused' && (problem?.status ?? 500) >= 500;
  const notice =
    kind === 'out-of-tokens' ? describeShortage(failure, context) : noticeOf(failure, context);
  return {
    ...notice,
    action: lasts ? 'retry' : actions[kind],
    requestId: kind === 'refused' ? problem?.requestId || null : null,
  };
}

function noticeOf(failure: Failure, context: FailureContext) {
  const { failure: words } = context.texts;
  const { chargedTokens } = context;
  const notices: Readonly<Record<Exclude<FailureKind, 'out-of-tokens'>, Notice>> = {
    'connection-lost': words.connectionLost,
    'signed-out': words.signedOut,
    'in-progress': words.inProgress,
    'not-answered': words.notAnswered,
    busy: words.busy,
    'attempts-exhausted': words.attemptsExhausted,
    'approval-closed': words.approvalClosed,
    refused: words.refused,
  };
  const kind = failure.kind === 'out-of-tokens' ? 'refused' : failure.kind;
  const said = kind === 'refused' && (failure.problem?.detail ?? failure.problem?.title);
  const lines = [said || notices[kind].detail];
  if (kind === 'not-answered' && chargedTokens !== null) {
    const charged = words.charged(showTokens(context)(chargedTokens));
    lines.push(chargedTokens === 0 ? words.nothingCharged : charged);
  }
  const seconds = kind === 'busy' ? (failure.retryAfterSeconds ?? 0) : 0;
  if (seconds > 0) lines.push(words.retryAfter(Math.ceil(seconds)));
  return { title: notices[kind].title, lines };
}

const showTokens =
  ({ texts, locale }: FailureContext) =>
  (amount: number): string =>
    texts.tokens(amount, formatNumber(amount, locale));

function describeShortage({ problem, shortage }: Failure, context: FailureContext) {
  const { texts, locale } = context;
  const { required, available, nextGrantAt } =
    shortage ?? shortageSchema.safeParse(problem).data ?? {};
  const tokens = showTokens(context);
  const lines = [
    required === undefined || !available
      ? texts.failure.emptyBalance
      : texts.failure.shortage(tokens(required), tokens(available)),
  ];
  const grantAt = nextGrantAt ?? context.nextGrantAt;
  if (grantAt) lines.push(texts.failure.nextGrant(formatDay(grantAt, locale)));
  if (context.hasDraft) lines.push(texts.failure.draftKept);
  return { title: texts.failure.outOfTokens, lines };
}
