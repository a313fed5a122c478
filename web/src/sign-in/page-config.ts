import * as z from 'zod/mini';
import { type PageConfig, pageConfigPath } from '../../../shared/page-config.ts';

export const pageConfigSchema: z.ZodMiniType<PageConfig> = z.object({
  oidc: z.object({
    issuer: z.url(),
    clientId: z.string().check(z.minLength(1)),
    scope: z.string().check(z.minLength(1)),
    audience: z.optional(z.string().check(z.minLength(1))),
    cognitoLogoutUrl: z.optional(z.url()),
  }),
});

const configTimeoutMs = 10_000;

/** @throws Error when the file is missing or says something else */
export async function loadPageConfig(fetch: typeof globalThis.fetch): Promise<PageConfig> {
  const signal = AbortSignal.timeout(configTimeoutMs);
  const response = await fetch(pageConfigPath, { signal });
  if (!response.ok) throw new Error(`${pageConfigPath} answered ${response.status}`);
  return pageConfigSchema.parse(await response.json());
}
