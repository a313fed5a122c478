import { lazy as createLazy, optional } from 'zod/v4/mini';

/**
 * Stands in for `zod/v4` in the AI SDK's browser half. Of the methods that only the full variant
 * has, that half uses one: `optional` of its recursive JSON schema. Without the full variant the
 * pages load 12 KB less (compressed). An update of the SDK that uses more fails at once, in the
 * first page that a test opens.
 */
export * from 'zod/v4/mini';

export function lazy(getSchema: Parameters<typeof createLazy>[0]) {
  const schema = createLazy(getSchema);
  return Object.assign(schema, { optional: () => optional(schema) });
}
