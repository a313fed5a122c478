import type { TurnMetadata } from '../../../shared/api/copilot.ts';
import { describeTurnCost, type TurnCost } from '../chat/describe-turn-cost.ts';
import { formatNumber } from '../format/format-number.ts';
import { formatTime } from '../format/format-time.ts';
import { useTexts, type Wording } from '../page/texts-context.ts';

/** The line under a reply: what it cost and what is left. */
export function MessageCost({ metadata }: { readonly metadata: TurnMetadata | undefined }) {
  const wording = useTexts();
  const cost = describeTurnCost(metadata);
  const facts = cost ? costFacts(cost, wording) : [];
  if (metadata?.outcome === 'stopped') facts.unshift(wording.texts.chat.stopped);
  if (metadata?.outcome === 'failed') facts.unshift(wording.texts.chat.failed);
  if (facts.length === 0) return null;
  if (metadata?.createdAt) facts.push(formatTime(metadata.createdAt, wording.locale, new Date()));
  return <p class="message-cost">{facts.join(' · ')}</p>;
}

function costFacts({ tokens, balanceAfter, isReplay }: TurnCost, { texts, locale }: Wording) {
  const words = texts.chat.cost;
  if (tokens === 0) return [words.notCharged];
  const facts = [texts.tokens(tokens, formatNumber(tokens, locale))];
  if (balanceAfter !== null) facts.push(words.left(formatNumber(balanceAfter, locale)));
  if (isReplay) facts.push(words.replayed);
  return facts;
}
