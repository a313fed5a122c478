import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { useTexts } from '../page/texts-context.ts';
import { ActivityPanel } from './activity-panel.tsx';
import type { Wallet } from './use-wallet.ts';

export interface ActivityDrawerProps {
  readonly wallet: Wallet;
  readonly onClose: () => void;
}

/** The panel over the chat, where there is no room beside it. Esc and a tap outside close it. */
export function ActivityDrawer({ wallet, onClose }: ActivityDrawerProps) {
  const { texts } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={texts.activity.title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="drawer-content">
        <header class="drawer-header">
          <h2>{texts.activity.title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.activity.close}
            onClick={onClose}
          >
            <Icon name="cross" />
          </button>
        </header>
        <ActivityPanel wallet={wallet} />
      </div>
    </dialog>
  );
}
