import { createHash, randomUUID } from 'node:crypto';

interface Sign {
  readonly challenge: string;
  readonly scope: string;
}

/** Codes and refresh tokens of a user pool. Each works once. */
export function createCognitoGrants() {
  const codes = new Map<string, Sign>();
  const refreshTokens = new Map<string, string>();

  function addCode(sign: Sign): string {
    const code = randomUUID();
    codes.set(code, sign);
    return code;
  }

  function addRefreshToken(scope: string): string {
    const token = randomUUID();
    refreshTokens.set(token, scope);
    return token;
  }

  /** @returns the scope that was granted, or undefined for what is unknown, used or unproven */
  function take(form: URLSearchParams): string | undefined {
    const token = form.get('refresh_token') ?? '';
    const renewed = refreshTokens.get(token);
    if (refreshTokens.delete(token)) return renewed;
    const code = form.get('code') ?? '';
    const sign = codes.get(code);
    codes.delete(code);
    const verifier = form.get('code_verifier') ?? '';
    const proof = createHash('sha256').update(verifier).digest('base64url');
    return sign?.challenge === proof ? sign.scope : undefined;
  }

  const revoke = (token: string): boolean => refreshTokens.delete(token);
  return { addCode, addRefreshToken, take, revoke, hasRefreshTokens: () => refreshTokens.size > 0 };
}

export type CognitoGrants = ReturnType<typeof createCognitoGrants>;
