import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { limits } from '../../../shared/limits.ts';
import { mediaFailure } from './media-failure.ts';
import { mediaKey } from './media-key.ts';
import type { Media } from './media.ts';
import { readImageHeader } from './read-image-header.ts';

/** A picture is larger than what other clients carry. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
/** Browsers keep a picture no longer than its address works. */
const CacheControl = `private, max-age=${limits.mediaAddressSeconds}`;

/** S3 says so of a key that it does not have, if one may list the bucket; else that one may not. */
const isMissing = (error: unknown) =>
  error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
const isThereAlready = (error: unknown) =>
  error instanceof Error && error.name === 'PreconditionFailed';

/** Pictures in a bucket of S3. Their addresses are signed by the function that hands them out. */
export function createS3Media(
  options: { readonly bucket: string; readonly region: string; readonly client?: S3ClientConfig },
  now: () => Date,
): Media {
  const { bucket: Bucket, region } = options;
  const client = new S3Client({ region, requestHandler: timeouts, ...options.client });

  return {
    put: async (owner, { mediaId, bytes, contentType, source }) => {
      const Key = mediaKey(owner, mediaId);
      if (Key === null) throw mediaFailure(new Error('this is no id of a picture'));
      const command = new PutObjectCommand({
        Bucket,
        Key,
        Body: bytes,
        ContentType: contentType,
        CacheControl,
        Metadata: { source },
        IfNoneMatch: '*',
      });
      await client.send(command).catch((error: unknown) => {
        if (!isThereAlready(error)) throw mediaFailure(error);
      });
    },
    read: async (owner, mediaId) => {
      const Key = mediaKey(owner, mediaId);
      if (Key === null) return null;
      try {
        const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = await Body?.transformToByteArray();
        const header = bytes && readImageHeader(bytes);
        if (!bytes || !header) throw new Error('what is stored is no picture');
        return { bytes, contentType: header.contentType, source: Metadata?.['source'] ?? '' };
      } catch (error) {
        if (isMissing(error)) return null;
        throw mediaFailure(error);
      }
    },
    address: async (owner, mediaId) => {
      const Key = mediaKey(owner, mediaId);
      if (Key === null) return null;
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key }));
        const signingDate = now();
        const expiresIn = limits.mediaAddressSeconds;
        const command = new GetObjectCommand({ Bucket, Key });
        const url = await getSignedUrl(client, command, { expiresIn, signingDate });
        const expiresAt = new Date(signingDate.getTime() + expiresIn * 1_000).toISOString();
        return { url, expiresAt };
      } catch (error) {
        if (isMissing(error)) return null;
        throw mediaFailure(error);
      }
    },
  };
}
