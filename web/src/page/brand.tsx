import { BrandMark } from '../icons/brand-mark.tsx';
import { useTexts } from './texts-context.ts';

/** The name of the product, which leads to its first page. */
export function Brand({ href }: { readonly href: string }) {
  const { texts } = useTexts();
  return (
    <a class="brand" href={href}>
      <BrandMark />
      <span class="brand-name">{texts.brand}</span>
    </a>
  );
}
