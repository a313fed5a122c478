/**
 * What every page and asset carries. The pages use no inline script or style and no outside host
 * but the issuer that people sign in with, and the bucket that pictures are shown from.
 *
 * @param issuerOrigins where that issuer answers, when it is not this site: `https://id.example`.
 *   Tokens are fetched there, and a hidden frame renews them where it gives no refresh token.
 * @param mediaOrigins where pictures are shown from, when that is not this site
 */
export function describeSecurityHeaders(
  issuerOrigins: readonly string[] = [],
  mediaOrigins: readonly string[] = [],
): Readonly<Record<string, string>> {
  const issuer = issuerOrigins.map((origin) => ` ${origin}`).join('');
  const media = mediaOrigins.map((origin) => ` ${origin}`).join('');
  return {
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      `img-src 'self' data: blob:${media}`,
      `connect-src 'self'${issuer}`,
      `frame-src 'self'${issuer}`,
      "frame-ancestors 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    // The microphone is for dictating a message.
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
  };
}
