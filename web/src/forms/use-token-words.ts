import { formatNumber } from '../format/format-number.ts';
import { useTexts } from '../page/texts-context.ts';
import { useFormTexts } from './use-form-texts.ts';

/** Amounts of tokens in words: "20 tokens", or "Free" for a price of nothing. */
export function useTokenWords() {
  const { texts, locale } = useTexts();
  const { paid } = useFormTexts();
  const show = (amount: number) => texts.tokens(amount, formatNumber(amount, locale));
  const showPrice = (amount: number) => (amount === 0 ? paid.free : show(amount));
  return { show, showPrice };
}
