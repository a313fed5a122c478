/** Where a post can go, in the words of the tools. */
export const platforms = ['facebook', 'instagram', 'linkedin', 'x', 'google-business'] as const;
export type Platform = (typeof platforms)[number];

export const isPlatform = (text: string): text is Platform =>
  platforms.some((platform) => platform === text);
