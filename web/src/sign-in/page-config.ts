import * as z from 'zod/mini';

/** What `/config.json` tells the pages about the installation they belong to. */
export const pageConfigSchema = z.object({
  oidc: z.object({
    issuer: z.url(),
    clientId: z.string().check(z.minLength(1)),
    scope: z.string().check(z.minLength(1)),
    audience: z.optional(z.string()),
  }),
});
export type PageConfig = z.infer<typeof pageConfigSchema>;

const configTimeoutMs = 10_000;

/** @throws Error when the file is missing or says something else */
export async function loadPageConfig(fetch: typeof globalThis.fetch): Promise<PageConfig> {
  const signal = AbortSignal.timeout(configTimeoutMs);
  const response = await fetch('/config.json', { signal });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return pageConfigSchema.parse(await response.json());
}
