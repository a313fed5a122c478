/** Files of the built site that are uploaded together and cached alike. */
export interface SitePart {
  readonly name: string;
  readonly cacheControl: string;
  /** @param file relative to the site: `assets/chat-Abc123.js` */
  readonly includes: (file: string) => boolean;
}

const assetFolder = 'assets/';
const isAsset = (file: string): boolean => file.startsWith(assetFolder);
const isPage = (file: string): boolean => file.endsWith('.html');
/** Kept, but asked about each time: what is unchanged costs one short answer. */
const revalidated = 'no-cache';

/**
 * The parts of the site in the order of their upload: no page may name an asset that is not there
 * yet. Nothing is ever removed, as a page that is still open loads more of its own build later.
 */
export const siteParts: readonly SitePart[] = [
  {
    name: 'assets',
    // Their names carry a hash of their content, so they never change.
    cacheControl: 'public, max-age=31536000, immutable',
    includes: isAsset,
  },
  {
    name: 'others',
    cacheControl: revalidated,
    includes: (file) => !isAsset(file) && !isPage(file),
  },
  { name: 'pages', cacheControl: revalidated, includes: (file) => !isAsset(file) && isPage(file) },
];

/** @param file relative to the site: `chat.html` */
export const findCacheControl = (file: string): string =>
  siteParts.find((part) => part.includes(file))?.cacheControl ?? revalidated;
