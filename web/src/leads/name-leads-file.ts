import type { Job } from '../api/form-answer-schemas.ts';

const nameCharacters = 80;

/** `leads-dentist-tampa-florida.csv`: letters and digits that every system takes. */
export function nameLeadsFile({ category, place }: Job['search']): string {
  const words = `leads ${category} ${place}`
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, nameCharacters)
    .replaceAll(/^-|-$/g, '');
  return `${words}.csv`;
}
