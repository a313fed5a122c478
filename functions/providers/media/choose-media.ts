import type { MediaConfig } from './media-config.ts';
import { createFolderMedia } from './folder-media.ts';
import type { Media } from './media.ts';

/** The store that configuration names. The client of S3 is loaded when a picture is asked for. */
export function chooseMedia(config: MediaConfig, now: () => Date): Media {
  if ('MEDIA_DIR' in config) {
    const { MEDIA_DIR: directory, MEDIA_KEY: secret, PUBLIC_ORIGIN: origin } = config;
    return createFolderMedia({ directory, secret, origin }, now);
  }
  const { MEDIA_BUCKET: bucket, AWS_REGION: region } = config;
  let loading: Promise<Media> | undefined;
  const load = () => (loading ??= loadS3Media({ bucket, region }, now));
  return {
    put: async (owner, image) => (await load()).put(owner, image),
    read: async (owner, mediaId) => (await load()).read(owner, mediaId),
    address: async (owner, mediaId) => (await load()).address(owner, mediaId),
  };
}

async function loadS3Media(
  place: { readonly bucket: string; readonly region: string },
  now: () => Date,
): Promise<Media> {
  const { createS3Media } = await import('./s3-media.ts');
  return createS3Media(place, now);
}
