import * as z from 'zod/mini';

/** What came of a tool call, as the API keeps it. */
const toolResultSchema = z.object({
  isError: z.boolean(),
  text: z.string(),
  structured: z.optional(z.unknown()),
});

/** The result of a tool call, ready to be inspected. */
export interface ShownResult {
  readonly isError: boolean;
  readonly text: string;
}

/** Reads the result of a call. What is not in the API's shape is shown as it came. */
export function showResult(output: unknown): ShownResult {
  const { success, data } = toolResultSchema.safeParse(output);
  if (!success) return { isError: false, text: toText(output) };
  const isPlain = data.isError || data.structured === undefined;
  return { isError: data.isError, text: isPlain ? data.text : toText(data.structured) };
}

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
