import { AppError } from '../../app-error.ts';
import { crmLimits } from './crm-limits.ts';

/**
 * Tags in lower case, without repeats, in the order given.
 *
 * @throws AppError malformed_request above the number of tags that a contact may have
 */
export function normaliseTags(tags: readonly string[]): string[] {
  const wanted = tags.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== '');
  const unique = [...new Set(wanted)];
  if (unique.length > crmLimits.tagsPerContactCount) {
    throw new AppError('malformed_request', {
      detail: `A contact can have at most ${crmLimits.tagsPerContactCount} tags.`,
    });
  }
  return unique;
}
