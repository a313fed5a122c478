import type { Wallet } from '../wallet/use-wallet.ts';
import { BalanceBadge } from '../wallet/balance-badge.tsx';
import { Icon } from '../icons/icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { pageAddress } from './client-address.ts';
import { ClientPicker } from './client-picker.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import { PageLinks } from './page-links.tsx';
import { hasChat, type PageVariant } from './page-variant.ts';
import { useTexts } from './texts-context.ts';
import type { Workspace } from './use-workspace.ts';

export interface WorkspaceHeaderProps {
  readonly variant: PageVariant;
  readonly workspace: Workspace;
  readonly wallet: Wallet;
  readonly isPanelOpen: boolean;
  readonly onTogglePanel: () => void;
  readonly onSignOut: () => void;
}

/** Where one is, what one has, and who one is. */
export function WorkspaceHeader(props: WorkspaceHeaderProps) {
  const { variant, workspace, wallet, onSignOut } = props;
  const { me, clientId, place } = workspace;
  const hub = pageAddress('/', clientId);
  return (
    <header class="page-header">
      <Brand href={hub} />
      <ClientPicker clients={me?.clients ?? []} chosen={clientId} onChoose={workspace.openClient} />
      <ConnectionChip place={place} onRetry={workspace.retry} />
      {variant !== 'bare' && <PageLinks current={variant} clientId={clientId} />}
      <span class="header-space" />
      {hasChat(variant) && place.kind === 'connected' && <ChatLinks {...props} />}
      {variant === 'bare' && wallet.summary && <BalanceBadge summary={wallet.summary} />}
      {variant !== 'bare' && <PanelToggle {...props} />}
      <AccountMenu email={me?.email ?? null} onSignOut={onSignOut} />
    </header>
  );
}

function ChatLinks({ variant, workspace }: WorkspaceHeaderProps) {
  const { texts } = useTexts();
  const isHub = variant === 'hub';
  const label = isHub ? texts.header.fullScreen : texts.header.openHub;
  return (
    <>
      <button type="button" class="new-chat" onClick={workspace.startNewConversation}>
        <Icon name="plus" />
        <span>{texts.header.newChat}</span>
      </button>
      <a
        class="icon-button header-link"
        href={pageAddress(isHub ? '/chat.html' : '/', workspace.clientId)}
        aria-label={label}
        title={label}
      >
        <Icon name={isHub ? 'expand' : 'back'} />
      </a>
    </>
  );
}

/** The balance opens what lies behind it. */
function PanelToggle({ wallet, isPanelOpen, onTogglePanel }: WorkspaceHeaderProps) {
  const { texts } = useTexts();
  const label = isPanelOpen ? texts.header.hideActivity : texts.header.showActivity;
  return (
    <button
      type="button"
      class="badge-button"
      aria-expanded={isPanelOpen}
      title={label}
      onClick={onTogglePanel}
    >
      {wallet.summary && <BalanceBadge summary={wallet.summary} />}
      <Icon name="panel" />
      <span class="visually-hidden">{label}</span>
    </button>
  );
}
