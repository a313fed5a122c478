import * as z from 'zod';

/** Where posts can be published. */
export const platformSchema = z.enum(['facebook', 'instagram', 'linkedin', 'x', 'google-business']);
export type Platform = z.infer<typeof platformSchema>;

export const platformTitles: Readonly<Record<Platform, string>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  x: 'X',
  'google-business': 'Google Business Profile',
};
