import * as z from 'zod';
import { limits } from '../../shared/limits.ts';

const base64Schema = z.string();
const mimeTypeSchema = z.string();
const textSchema = z.object({ type: z.literal('text'), text: z.string() });
const imageSchema = z.object({
  type: z.literal('image'),
  data: base64Schema,
  mimeType: mimeTypeSchema,
});
const audioSchema = imageSchema.extend({ type: z.literal('audio') });
const documentSchema = z.object({ uri: z.string(), mimeType: mimeTypeSchema.optional() });
const resourceSchema = z.object({
  type: z.literal('resource'),
  resource: z.union([
    documentSchema.extend({ text: z.string() }),
    documentSchema.extend({ blob: base64Schema }),
  ]),
});
const linkSchema = documentSchema.extend({
  type: z.literal('resource_link'),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
});

/** Blocks of a tool's answer as MCP writes them, with the members that clients show. */
export const toolContentSchema = z.array(
  z.discriminatedUnion('type', [textSchema, imageSchema, audioSchema, resourceSchema, linkSchema]),
);
export type ToolContent = z.infer<typeof toolContentSchema>;

/**
 * The blocks of an answer that is more than text, to be handed on as they are.
 *
 * @returns undefined for plain text, for more than {@link limits.toolContentCharacters} characters,
 *   and for a kind that nobody knows: then the text alone stands for it
 */
export function readToolContent(blocks: readonly { readonly type: string }[]) {
  if (blocks.every(({ type }) => type === 'text')) return undefined;
  const content = toolContentSchema.safeParse(blocks).data;
  const isSmall = JSON.stringify(content ?? '').length <= limits.toolContentCharacters;
  return isSmall ? content : undefined;
}
