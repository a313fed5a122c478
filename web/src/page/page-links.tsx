import { pageAddress } from './client-address.ts';
import type { LinkedPage } from './page-variant.ts';
import { useTexts } from './texts-context.ts';

const addresses: Readonly<Record<LinkedPage, string>> = {
  hub: '/',
  calls: '/calls.html',
  leads: '/leads.html',
  social: '/social-media.html',
};
const pages: readonly LinkedPage[] = ['hub', 'calls', 'leads', 'social'];

export interface PageLinksProps {
  readonly current: LinkedPage;
  readonly clientId: string | null;
}

/** The ways to the other pages, which stay with the client. */
export function PageLinks({ current, clientId }: PageLinksProps) {
  const { texts } = useTexts();
  return (
    <nav class="page-links" aria-label={texts.header.pagesLabel}>
      {pages.map((page) => (
        <a
          key={page}
          href={pageAddress(addresses[page], clientId)}
          aria-current={page === current ? 'page' : undefined}
        >
          {texts.header.pages[page]}
        </a>
      ))}
    </nav>
  );
}
