/**
 * `hub` is the whole copilot page; `bare` is the chat alone, to embed or to fill a screen; the
 * others are forms.
 */
export type PageVariant = 'hub' | 'bare' | 'calls' | 'leads' | 'social';

export const hasChat = (variant: PageVariant): boolean => variant === 'hub' || variant === 'bare';

/** A page that the others lead to. */
export type LinkedPage = Exclude<PageVariant, 'bare'>;
