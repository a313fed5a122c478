import type { Demand } from './iam.ts';

/**
 * Which permission a call to S3 needs, and which one lets it be told that something is missing.
 *
 * @param url in path style: `/bucket/key`
 */
export function readS3Demands(
  method: string,
  url: URL,
  arnOf: (name: string) => string,
): { readonly needed: Demand; readonly listing: Demand } {
  const [, bucket = '', ...key] = decodeURIComponent(url.pathname).split('/');
  const arn = arnOf(bucket);
  const action = method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
  if (!['GET', 'HEAD', 'PUT'].includes(method)) {
    throw new Error(`No permission is known for ${method} of S3.`);
  }
  return {
    needed: { action, resource: `${arn}/${key.join('/')}` },
    listing: { action: 's3:ListBucket', resource: arn },
  };
}
