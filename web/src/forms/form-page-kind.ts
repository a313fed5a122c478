import { openSession } from '../page/open-conversation.ts';
import type { PageKind } from '../page/page-kind.ts';

/** A page whose content is a form. */
export const formPage = (
  variant: 'calls' | 'leads' | 'social',
  Content: PageKind['Content'],
): PageKind => ({ variant, open: openSession, Content });
