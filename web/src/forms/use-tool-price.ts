import { formatNumber } from '../format/format-number.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { useTexts } from '../page/texts-context.ts';
import { useFormTexts } from './use-form-texts.ts';

/** What a tool of the session costs, as the price list says it: "1 token per call". */
export function useToolPrice({ conversation, wallet }: PageContentProps, name: string): string {
  const { texts, locale } = useTexts();
  const { paid } = useFormTexts();
  const tool = conversation.session.tools.find((offered) => offered.name === name);
  if (!tool || tool.tokens === 0) return paid.free;
  const tokens = texts.tokens(tool.tokens, formatNumber(tool.tokens, locale));
  const priced = wallet.pricing?.services.find(({ service }) => service === tool.service);
  if (!priced) return tokens;
  const { unit, perQuantity } = priced;
  return texts.activity.perUnit(tokens, perQuantity, texts.activity.unit[unit] ?? unit);
}
