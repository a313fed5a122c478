import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { AppearanceChoices } from './appearance-choices.tsx';
import { useTexts } from './texts-context.ts';

export interface AccountMenuProps {
  /** Null before it is known, or when the issuer does not tell. */
  readonly email: string | null;
  /** Absent where nobody is signed in. */
  readonly onSignOut?: () => void;
}

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu({ email, onSignOut }: AccountMenuProps) {
  const { texts } = useTexts();
  const { isOpen, toggle, menu, button } = useMenu();
  return (
    <div class="account" ref={menu}>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={texts.header.account}
        aria-expanded={isOpen}
        aria-controls="account-menu"
        onClick={toggle}
      >
        {email ? (
          <span class="initial">{email.charAt(0).toUpperCase()}</span>
        ) : (
          <Icon name="user" />
        )}
      </button>
      <div id="account-menu" class="account-menu" hidden={!isOpen}>
        {email && (
          <p class="account-email">
            <span class="muted">{texts.header.signedInAs}</span>
            <strong>{email}</strong>
          </p>
        )}
        <AppearanceChoices />
        {onSignOut && (
          <button type="button" class="button button-wide" onClick={onSignOut}>
            {texts.header.signOut}
          </button>
        )}
      </div>
    </div>
  );
}

/** Opens and closes by its button; Esc and a press elsewhere close it. */
function useMenu() {
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [isOpen]);
  return { isOpen, toggle: () => setOpen(!isOpen), menu, button };
}
