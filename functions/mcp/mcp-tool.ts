import * as z from 'zod';
import { limits } from '../../shared/limits.ts';

const toolLimits = {
  titleCharacters: 200,
  descriptionCharacters: 4_000,
  inputSchemaCharacters: 32_000,
} as const;

/** What model providers take as the name of a tool. */
const toolNameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const inputSchemaSchema = z
  .looseObject({ type: z.literal('object') })
  .refine((schema) => JSON.stringify(schema).length <= toolLimits.inputSchemaCharacters);

const listedToolSchema = z.looseObject({
  name: toolNameSchema,
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: inputSchemaSchema,
  annotations: z
    .looseObject({
      title: z.string().optional(),
      readOnlyHint: z.boolean().optional(),
      destructiveHint: z.boolean().optional(),
      idempotentHint: z.boolean().optional(),
    })
    .optional(),
});

/** A tool as the rest of the product sees it; also the shape in which sessions keep it. */
export const mcpToolSchema = z.object({
  name: toolNameSchema,
  title: z.string(),
  description: z.string(),
  /** JSON Schema of an object. */
  inputSchema: inputSchemaSchema,
  isReadOnly: z.boolean(),
  isDestructive: z.boolean(),
  isIdempotent: z.boolean(),
});
export type McpTool = z.infer<typeof mcpToolSchema>;

/** Annotations that are absent mean the worst, as the protocol says. */
function toMcpTool(listed: z.infer<typeof listedToolSchema>): McpTool {
  const { name, title, description = '', inputSchema, annotations = {} } = listed;
  const { readOnlyHint = false, destructiveHint = true, idempotentHint = false } = annotations;
  return {
    name,
    title: (title || annotations.title || name).slice(0, toolLimits.titleCharacters),
    description: description.slice(0, toolLimits.descriptionCharacters),
    inputSchema,
    isReadOnly: readOnlyHint,
    isDestructive: destructiveHint && !readOnlyHint,
    isIdempotent: idempotentHint || readOnlyHint,
  };
}

export interface ListedTools {
  readonly tools: readonly McpTool[];
  /** Tools that cannot be used: malformed, named twice, or beyond the limit. */
  readonly leftOutCount: number;
}

/**
 * The usable tools among those a server lists, at most {@link limits.sessionToolCount}. One odd
 * tool does not make the others unusable.
 */
export function readListedTools(listed: readonly unknown[]): ListedTools {
  const tools = new Map<string, McpTool>();
  for (const candidate of listed) {
    const parsed = listedToolSchema.safeParse(candidate);
    if (tools.size === limits.sessionToolCount) break;
    if (!parsed.success || tools.has(parsed.data.name)) continue;
    tools.set(parsed.data.name, toMcpTool(parsed.data));
  }
  return { tools: [...tools.values()], leftOutCount: listed.length - tools.size };
}
