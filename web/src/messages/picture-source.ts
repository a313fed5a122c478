import { createContext } from 'preact';

/**
 * Where a picture of the client is shown now: its address ends after an hour, so that an old
 * conversation asks for a new one. Rejects when there is none.
 */
export type PictureSource = (imageId: string) => Promise<string>;

/** null: outside a conversation, where no pictures are shown. */
export const PictureSourceContext = createContext<PictureSource | null>(null);
