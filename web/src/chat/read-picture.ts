import * as z from 'zod/mini';
import type { ToolCallPart } from './copilot-message.ts';

/** Our own tools that answer a picture. */
const pictureTools: readonly string[] = ['generate_image', 'get_image'];

const outputSchema = z.object({
  isError: z.literal(false),
  structured: z.object({
    imageId: z.string().check(z.regex(/^img_[A-Za-z0-9_-]{1,64}$/)),
    widthPixels: z.int().check(z.positive()),
    heightPixels: z.int().check(z.positive()),
  }),
});
const inputSchema = z.object({ prompt: z.string() });

/** A picture that a tool made or found, to be shown in its card. */
export interface ShownPicture {
  readonly imageId: string;
  /** Width by height, so that a page keeps its place while the picture loads. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** What was asked for; null where the call does not say it. */
  readonly prompt: string | null;
}

/**
 * The picture of a call, or null when it has none. Whatever address the result names is left
 * alone: only the API says where a picture of the client is shown.
 */
export function readPicture(part: ToolCallPart): ShownPicture | null {
  if (part.state !== 'output-available' || !pictureTools.includes(part.toolName)) return null;
  const output = outputSchema.safeParse(part.output);
  if (!output.success) return null;
  const { data: input } = inputSchema.safeParse(part.input);
  return { ...output.data.structured, prompt: input?.prompt ?? null };
}
