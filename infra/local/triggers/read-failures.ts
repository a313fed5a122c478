import * as z from 'zod';

const batchAnswerSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })
  .nullish();

/**
 * What a function says of its batch, read as Lambda does.
 *
 * @param ids of the batch
 * @returns those that failed: none when nothing is said, all when it makes no sense
 */
export function readFailures(answer: unknown, ids: readonly string[]): readonly string[] {
  const parsed = batchAnswerSchema.safeParse(answer);
  if (!parsed.success) return ids;
  const failed = parsed.data?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  return failed.every((id) => ids.includes(id)) ? failed : ids;
}
