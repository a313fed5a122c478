import { useEffect, useState } from 'preact/hooks';
import { ActivityDrawer } from '../wallet/activity-drawer.tsx';
import { ActivityPanel } from '../wallet/activity-panel.tsx';
import { useWallet, type Wallet } from '../wallet/use-wallet.ts';
import type { PageKind } from './page-kind.ts';
import { PlaceNotice } from './place-notice.tsx';
import { useTexts } from './texts-context.ts';
import { useMedia } from './use-media.ts';
import type { Started } from './use-start.ts';
import { useWorkspace } from './use-workspace.ts';
import { WorkspaceHeader } from './workspace-header.tsx';

export interface WorkspacePageProps {
  readonly kind: PageKind;
  readonly started: Started;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
  /** The issuer no longer knows the person, before anything could be shown. */
  readonly onSignedOut: () => void;
}

/** The page of somebody who is signed in: header, content and, beside it, everything on tokens. */
export function WorkspacePage(props: WorkspacePageProps) {
  const { kind, started, onSignIn, onSignOut, onSignedOut } = props;
  const { texts } = useTexts();
  const { variant, open, Content } = kind;
  const workspace = useWorkspace(open, started);
  const wallet = useWallet(started.api);
  const panel = usePanel();
  const { place } = workspace;
  const isSignedOut = 'failure' in place && place.failure.kind === 'signed-out';
  useEffect(() => {
    if (isSignedOut) onSignedOut();
  }, [isSignedOut]);

  return (
    <div class={`workspace workspace-${variant}`}>
      <WorkspaceHeader
        variant={variant}
        workspace={workspace}
        wallet={wallet}
        isPanelOpen={panel.isOpen}
        onTogglePanel={panel.toggle}
        onSignOut={onSignOut}
      />
      <main class="workspace-main" aria-label={texts.brand}>
        {place.kind === 'connected' ? (
          <Content
            key={place.conversation.session.sessionId}
            started={started}
            conversation={place.conversation}
            wallet={wallet}
            onSignIn={onSignIn}
          />
        ) : (
          <>
            <h1 class="visually-hidden">{texts.brand}</h1>
            <PlaceNotice workspace={workspace} />
          </>
        )}
      </main>
      {variant !== 'bare' && panel.isOpen && <Panel {...panel} wallet={wallet} />}
    </div>
  );
}

function Panel({ isBeside, close, wallet }: ReturnType<typeof usePanel> & { wallet: Wallet }) {
  const { texts } = useTexts();
  if (!isBeside) return <ActivityDrawer wallet={wallet} onClose={close} />;
  return (
    <aside class="side-panel" aria-label={texts.activity.title} tabIndex={0}>
      <ActivityPanel wallet={wallet} />
    </aside>
  );
}

/** Beside the chat where there is room, and open there until it is closed; else a drawer. */
function usePanel() {
  const isBeside = useMedia('(min-width: 64rem)');
  const [isClosedBeside, setClosedBeside] = useState(false);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const isOpen = isBeside ? !isClosedBeside : isDrawerOpen;
  const toggle = () => (isBeside ? setClosedBeside(isOpen) : setDrawerOpen(!isOpen));
  return { isBeside, isOpen, toggle, close: () => setDrawerOpen(false) };
}
