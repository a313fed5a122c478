import type { ComponentChildren } from 'preact';
import type { Notice } from '../../i18n/texts.ts';
import { BrandMark } from '../icons/brand-mark.tsx';

export interface NoticePageProps {
  readonly notice: Notice;
  /** The ways on. */
  readonly children?: ComponentChildren;
}

/** One thing to know before anything else can be done, in place of the chat. */
export function NoticePage({ notice, children }: NoticePageProps) {
  return (
    <div class="notice-page">
      <BrandMark />
      <h2>{notice.title}</h2>
      <p>{notice.detail}</p>
      {children}
    </div>
  );
}
