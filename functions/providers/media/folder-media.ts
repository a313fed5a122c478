import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { mediaFailure } from './media-failure.ts';
import { mediaKey } from './media-key.ts';
import type { Media, NewImage, StoredImage } from './media.ts';
import { readImageHeader } from './read-image-header.ts';
import { signMediaPath } from './sign-media-address.ts';

/** What S3 keeps next to an object. */
const notesSchema = z.object({ source: z.string() });

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

/** Pictures in a folder of this machine, whose server shows them under signed addresses. */
export function createFolderMedia(
  options: { readonly directory: string; readonly secret: string; readonly origin: string },
  now: () => Date,
): Media {
  const { directory, secret, origin } = options;
  const read = async (key: string | null) =>
    key === null ? null : readImage(join(directory, key)).catch(throwFailure);
  return {
    put: async (owner, image) => {
      const key = mediaKey(owner, image.mediaId);
      if (key === null) throw mediaFailure(new Error('this is no id of a picture'));
      await writeOnce(join(directory, key), image).catch(throwFailure);
    },
    read: async (owner, mediaId) => read(mediaKey(owner, mediaId)),
    address: async (owner, mediaId) => {
      const key = mediaKey(owner, mediaId);
      if (key === null || (await read(key)) === null) return null;
      const expires = Math.floor(now().getTime() / 1_000) + limits.mediaAddressSeconds;
      const url = origin + signMediaPath(secret, key, expires);
      return { url, expiresAt: new Date(expires * 1_000).toISOString() };
    },
  };
}

function throwFailure(error: unknown): never {
  throw mediaFailure(error);
}

/** Linked into its place when it is whole, so that nobody reads a half and the first one stays. */
async function writeOnce(path: string, { bytes, source }: NewImage): Promise<void> {
  if ((await readIfPresent(path)) !== null) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, bytes);
    // First, so that no picture is ever without it.
    await writeFile(`${path}.json`, JSON.stringify({ source }));
    await link(draft, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
}

async function readImage(path: string): Promise<StoredImage | null> {
  const bytes = await readIfPresent(path);
  if (bytes === null) return null;
  const header = readImageHeader(bytes);
  if (header === null) throw new Error('what is stored is no picture');
  const notes = notesSchema.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')));
  return { bytes, contentType: header.contentType, source: notes.source };
}

const readIfPresent = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
