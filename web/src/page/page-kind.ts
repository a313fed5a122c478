import type { ComponentType } from 'preact';
import type { Wallet } from '../wallet/use-wallet.ts';
import type { OpenConversation, OpenSession } from './open-conversation.ts';
import type { PageVariant } from './page-variant.ts';
import type { Started } from './use-start.ts';

export interface PageContentProps {
  readonly started: Started;
  readonly conversation: OpenConversation;
  readonly wallet: Wallet;
  readonly onSignIn: () => void;
}

/** What a page is made of; each loads only its own. */
export interface PageKind {
  readonly variant: PageVariant;
  /** Connects a client as far as the content needs it. */
  readonly open: OpenSession;
  /** Shown once a client is connected. */
  readonly Content: ComponentType<PageContentProps>;
}
