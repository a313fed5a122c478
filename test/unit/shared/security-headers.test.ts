import { describe, expect, it } from 'vitest';
import { describeSecurityHeaders } from '../../../shared/security-headers.ts';

/** The directives of the pages' policy, by name. */
function readPolicy(...origins: Parameters<typeof describeSecurityHeaders>): Map<string, string[]> {
  const policy = describeSecurityHeaders(...origins)['content-security-policy'] ?? '';
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe("the pages' policy", () => {
  it('names no other host where the site signs people in itself', () => {
    const sources = [...readPolicy().values()].flat();
    expect(sources.filter((source) => !source.startsWith("'"))).toEqual(['data:', 'blob:']);
    expect(sources.filter((source) => source.startsWith("'unsafe"))).toEqual([]);
  });

  it('lets pages ask another issuer for tokens, but load nothing of it', () => {
    const issuer = ['https://id.example', 'https://users.example'];
    const withIssuer = readPolicy(issuer);
    const changed = [...readPolicy()].filter(
      ([name, sources]) => withIssuer.get(name)?.length !== sources.length,
    );
    expect(changed.map(([name]) => name)).toEqual(['connect-src', 'frame-src']);
    expect(withIssuer.get('connect-src')).toEqual(["'self'", ...issuer]);
    expect(withIssuer.get('script-src')).toEqual(["'self'"]);
  });

  it('lets pages show pictures of another host, but load nothing else of it', () => {
    const media = 'https://media.s3.example';
    const policy = readPolicy([], [media]);
    const naming = [...policy].filter(([, sources]) => sources.includes(media));
    expect(naming.map(([name]) => name)).toEqual(['img-src']);
  });
});
