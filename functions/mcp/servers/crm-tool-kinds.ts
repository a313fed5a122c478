import type { ToolAnnotations } from '@modelcontextprotocol/server';

/**
 * What a tool of the CRM does to it. `destructiveHint` is kept for what cannot be taken back:
 * such tools stop at an approval card, and a changed field or tag can simply be changed again.
 */
export const crmToolKinds = {
  read: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  create: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: false,
  },
  change: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  delete: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
} as const satisfies Record<string, ToolAnnotations>;
