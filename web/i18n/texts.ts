import type { PlanId, BalanceLevel } from '../../shared/plans.ts';
import type { Transaction } from '../../shared/api/tokens.ts';
import type { LinkedPage } from '../src/page/page-variant.ts';
import type { Suggestion } from '../src/chat/pick-suggestions.ts';
import type { ToolState } from '../src/chat/tool-state.ts';

/** A title and the sentence under it. */
export interface Notice {
  readonly title: string;
  readonly detail: string;
}

/** Every word of the pages. One file per language has them all. Amounts come formatted. */
export interface Texts {
  readonly brand: string;
  readonly tokens: (amount: number, shown: string) => string;
  readonly loading: string;
  readonly welcome: {
    readonly title: string;
    readonly lead: string;
    readonly points: readonly Notice[];
    readonly signIn: string;
    readonly price: (tokens: string) => string;
  };
  readonly callback: { readonly working: string; readonly failed: Notice; readonly back: string };
  readonly header: {
    readonly pagesLabel: string;
    readonly pages: Readonly<Record<LinkedPage, string>>;
    readonly client: string;
    readonly connecting: string;
    readonly connected: string;
    readonly failed: string;
    readonly retry: string;
    readonly account: string;
    readonly signedInAs: string;
    readonly signOut: string;
    readonly theme: string;
    readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
    readonly language: string;
    readonly fullScreen: string;
    readonly openHub: string;
    readonly newChat: string;
    readonly showActivity: string;
    readonly hideActivity: string;
  };
  readonly balance: {
    readonly level: Readonly<Record<BalanceLevel, string>>;
    readonly available: string;
    readonly held: (tokens: string) => string;
    readonly used: (used: string) => string;
    readonly plan: (title: string) => string;
    readonly planTitle: Readonly<Record<PlanId, string>>;
    readonly nextGrant: (tokens: string, day: string) => string;
  };
  readonly activity: {
    readonly title: string;
    readonly transactions: string;
    readonly noTransactions: string;
    readonly balanceAfter: (amount: string) => string;
    readonly prices: string;
    readonly free: string;
    readonly perUnit: (tokens: string, quantity: number, unit: string) => string;
    readonly close: string;
    readonly failed: string;
    readonly kind: Readonly<Record<Transaction['kind'], string>>;
    readonly status: Readonly<Record<Transaction['status'], string>>;
    /** Titles of services and units, where the price book's English ones do not do. */
    readonly service: Readonly<Record<string, string>>;
    readonly unit: Readonly<Record<string, string>>;
    readonly rule: Readonly<Record<string, string>>;
  };
  readonly chat: {
    readonly messages: string;
    readonly you: string;
    readonly assistant: string;
    readonly greeting: (client: string) => string;
    readonly intro: string;
    readonly canDo: string;
    readonly moreTools: (count: number) => string;
    readonly suggestion: Readonly<Record<Suggestion, { label: string; draft: string }>>;
    readonly price: (tokens: string) => string;
    readonly builtIn: string;
    readonly builtInDetail: string;
    readonly connecting: string;
    readonly thinking: string;
    readonly calling: (tool: string) => string;
    readonly stopping: string;
    readonly toLatest: string;
    readonly stopped: string;
    readonly failed: string;
    readonly unanswered: string;
    readonly cost: {
      readonly left: (amount: string) => string;
      readonly notCharged: string;
      readonly replayed: string;
    };
  };
  readonly composer: {
    readonly label: string;
    readonly placeholder: string;
    readonly answerPlaceholder: string;
    readonly send: string;
    readonly stop: string;
    readonly hint: string;
    readonly tooLong: (over: string) => string;
  };
  readonly tool: {
    readonly state: Readonly<Record<ToolState, string>>;
    readonly arguments: string;
    readonly result: string;
    readonly noArguments: string;
    readonly free: string;
    readonly picture: string;
    readonly pictureFailed: string;
  };
  readonly approval: {
    readonly question: (title: string) => string;
    readonly cost: (tokens: string) => string;
    readonly free: string;
    readonly freeDestructive: string;
    readonly costDestructive: (tokens: string) => string;
    readonly short: (available: string) => string;
    readonly approve: string;
    readonly deny: string;
    readonly hint: string;
  };
  readonly failure: {
    readonly outOfTokens: string;
    readonly nothingCharged: string;
    readonly charged: (tokens: string) => string;
    readonly shortage: (required: string, available: string) => string;
    readonly emptyBalance: string;
    readonly nextGrant: (day: string) => string;
    readonly draftKept: string;
    readonly connectionLost: Notice;
    readonly signedOut: Notice;
    readonly inProgress: Notice;
    readonly notAnswered: Notice;
    readonly busy: Notice;
    readonly attemptsExhausted: Notice;
    readonly approvalClosed: Notice;
    readonly refused: Notice;
    readonly unanswered: Notice;
    readonly retryAfter: (seconds: number) => string;
    readonly requestId: (id: string) => string;
    readonly retry: string;
    readonly wait: string;
    readonly reload: string;
    readonly signIn: string;
    readonly dismiss: string;
  };
  readonly place: {
    readonly noClient: Notice;
    readonly unknownClient: (clientId: string) => Notice;
    readonly openOwn: string;
    readonly notConnected: Notice;
    readonly credentialsMissing: Notice;
    readonly unavailable: Notice;
  };
}
