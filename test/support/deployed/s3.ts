export interface S3Request {
  readonly method: string;
  /** Path style: `/bucket/key?query`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

interface StoredObject {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const keptHeader = /^(content-type|cache-control|x-amz-meta-.+)$/;

/**
 * S3 as far as the functions use it: objects that can be put once, read and asked for.
 *
 * @param canList whether the caller may list the bucket: only such a one is told what is missing
 */
export function createS3(): (request: S3Request, canList: boolean) => S3Answer {
  const objects = new Map<string, StoredObject>();
  return ({ method, url, headers, body }, canList) => {
    const name = decodeURIComponent(url.pathname);
    const stored = objects.get(name);
    if (hasExpired(url)) return refuse(403, 'AccessDenied');
    if (method === 'PUT') {
      if (stored && headers['if-none-match'] === '*') return refuse(412, 'PreconditionFailed');
      objects.set(name, { body, headers: pickHeaders(headers) });
      return { status: 200 };
    }
    if (!stored) return canList ? refuse(404, 'NoSuchKey') : refuse(403, 'AccessDenied');
    const described = { ...stored.headers, 'content-length': String(stored.body.length) };
    if (method === 'HEAD') return { status: 200, headers: described };
    return { status: 200, headers: described, body: stored.body };
  };
}

const pickHeaders = (headers: S3Request['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => keptHeader.test(name))
      .map(([name, value]) => [name, String(value)]),
  );

/** Of a signed address, which says when it was signed and for how long. */
function hasExpired({ searchParams }: URL): boolean {
  const signedAt = searchParams.get('X-Amz-Date');
  if (signedAt === null) return false;
  const iso = signedAt.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5');
  return Date.parse(iso) + Number(searchParams.get('X-Amz-Expires')) * 1_000 <= Date.now();
}

const refuse = (status: number, code: string): S3Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});
