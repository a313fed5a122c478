import { useTexts } from './texts-context.ts';
import type { Place } from './use-workspace.ts';

export interface ConnectionChipProps {
  readonly place: Place;
  readonly onRetry: () => void;
}

/** Which CRM the chat works in, and whether it is connected. */
export function ConnectionChip({ place, onRetry }: ConnectionChipProps) {
  const { texts } = useTexts();
  if (place.kind === 'connected') {
    return (
      <span class="connection connection-connected">
        <span class="connection-title">{place.conversation.session.serverTitle}</span>
        <span class="connection-state">{texts.header.connected}</span>
      </span>
    );
  }
  if (place.kind === 'not-connected') {
    return (
      <span class="connection connection-failed">
        <span class="connection-state">{texts.header.failed}</span>
        <button type="button" class="link-button" onClick={onRetry}>
          {texts.header.retry}
        </button>
      </span>
    );
  }
  if (place.kind !== 'loading' && place.kind !== 'connecting') return null;
  return (
    <span class="connection connection-connecting" role="status">
      <span class="connection-state">{texts.header.connecting}…</span>
    </span>
  );
}
