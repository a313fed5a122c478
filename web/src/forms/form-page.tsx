import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { NoticePage } from '../page/notice-page.tsx';
import type { PageContentProps } from '../page/page-kind.ts';
import { useTexts } from '../page/texts-context.ts';
import { useFormTexts } from './use-form-texts.ts';

export interface FormPageProps extends PageContentProps {
  readonly title: string;
  readonly intro: string;
  /** Without it in the session, the page has nothing to offer. */
  readonly tool: string;
  readonly children: ComponentChildren;
}

/** A page that scrolls, with its title above. */
export function FormPage({ title, intro, tool, conversation, wallet, children }: FormPageProps) {
  const { texts } = useTexts();
  const { paid } = useFormTexts();
  const { session } = conversation;
  useEffect(() => wallet.show(session.balance), [session, wallet.show]);
  useEffect(() => {
    document.title = `${title} · ${texts.brand}`;
  }, [title, texts]);
  const isOffered = session.tools.some(({ name }) => name === tool);
  return (
    <div class="form-page">
      <header class="form-intro">
        <h1>{title}</h1>
        <p class="muted">{intro}</p>
      </header>
      {isOffered ? children : <NoticePage notice={paid.unavailable} />}
    </div>
  );
}
