import type { Session } from '../../../shared/api/copilot.ts';
import { formatNumber } from '../format/format-number.ts';
import { BrandMark } from '../icons/brand-mark.tsx';
import { useTexts } from '../page/texts-context.ts';
import { BuiltInNote } from './built-in-note.tsx';
import { pickSuggestions } from './pick-suggestions.ts';

export interface EmptyChatProps {
  readonly session: Session;
  /** Tokens for one message; null while the prices are loading. */
  readonly price: number | null;
  readonly onSuggest: (draft: string) => void;
}

const shownToolCount = 6;

/** A chat before its first message: what can be asked, and what that costs. */
export function EmptyChat({ session, price, onSuggest }: EmptyChatProps) {
  const { texts, locale } = useTexts();
  const { tools } = session;
  const rest = tools.length - shownToolCount;
  return (
    <div class="empty-chat">
      <BrandMark />
      <h2>{texts.chat.greeting(session.clientName)}</h2>
      <p class="empty-intro">{texts.chat.intro}</p>
      <div class="suggestions">
        {pickSuggestions(tools).map((suggestion) => {
          const { label, draft } = texts.chat.suggestion[suggestion];
          return (
            <button key={suggestion} type="button" class="chip" onClick={() => onSuggest(draft)}>
              {label}
            </button>
          );
        })}
      </div>
      {tools.length > 0 && (
        <p class="empty-tools">
          {texts.chat.canDo}:{' '}
          {tools
            .slice(0, shownToolCount)
            .map(({ title }) => title)
            .join(', ')}
          {rest > 0 && ` ${texts.chat.moreTools(rest)}`}.
        </p>
      )}
      {price !== null && (
        <p class="empty-price">
          {texts.chat.price(texts.tokens(price, formatNumber(price, locale)))}
        </p>
      )}
      {session.model.provider === 'offline' && <BuiltInNote />}
    </div>
  );
}
