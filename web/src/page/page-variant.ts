/** `hub` is the whole copilot page; `bare` is the chat alone, to embed or to fill a screen. */
export type PageVariant = 'hub' | 'bare';
