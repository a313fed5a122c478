import { NoticePage } from './notice-page.tsx';
import { useTexts } from './texts-context.ts';
import type { Workspace } from './use-workspace.ts';

/** What stands in the chat's place until a client is connected. */
export function PlaceNotice({ workspace }: { readonly workspace: Workspace }) {
  const { texts } = useTexts();
  const { place, retry } = workspace;
  const retryButton = (
    <button type="button" class="button button-primary" onClick={retry}>
      {texts.failure.retry}
    </button>
  );
  switch (place.kind) {
    case 'no-client':
      return <NoticePage notice={texts.place.noClient} />;
    case 'unknown-client':
      return (
        <NoticePage notice={texts.place.unknownClient(place.clientId)}>
          {workspace.me?.clients.length !== 0 && (
            <button
              type="button"
              class="button button-primary"
              onClick={() => workspace.openClient(null)}
            >
              {texts.place.openOwn}
            </button>
          )}
        </NoticePage>
      );
    case 'not-connected': {
      const isUnset = place.failure.problem?.code === 'credentials_missing';
      const notice = isUnset ? texts.place.credentialsMissing : texts.place.notConnected;
      return <NoticePage notice={notice}>{retryButton}</NoticePage>;
    }
    case 'failed':
      return <NoticePage notice={texts.place.unavailable}>{retryButton}</NoticePage>;
    default:
      return <ChatSkeleton label={texts.loading} />;
  }
}

function ChatSkeleton({ label }: { readonly label: string }) {
  return (
    <div class="chat-skeleton">
      <span class="visually-hidden">{label}</span>
      <div class="skeleton skeleton-line" />
      <div class="skeleton skeleton-line" />
      <div class="skeleton skeleton-line" />
    </div>
  );
}
