import { AppError } from '../../app-error.ts';
import type { PlannerAccount } from './gohighlevel-answers.ts';
import { type Platform, platformTitles } from './platform.ts';

const plannerNames: Readonly<Record<Platform, string>> = {
  facebook: 'facebook',
  instagram: 'instagram',
  linkedin: 'linkedin',
  x: 'twitter',
  'google-business': 'google',
};

/**
 * The accounts of a location that a post goes out on: all that it has on these platforms.
 *
 * @returns ids, at least one for each platform
 * @throws AppError `malformed_request` naming the first platform that has none
 */
export const choosePlannerAccounts = (
  accounts: readonly PlannerAccount[],
  platforms: readonly Platform[],
): readonly string[] =>
  [...new Set(platforms)].flatMap((platform) => {
    const connected = accounts.filter((account) => account.platform === plannerNames[platform]);
    const usable = connected.filter(({ isExpired }) => isExpired !== true);
    if (usable.length > 0) return usable.map(({ id }) => id);
    const title = platformTitles[platform];
    throw new AppError('malformed_request', {
      detail:
        connected.length > 0
          ? `The connection of ${title} in GoHighLevel has expired. Connect it there again.`
          : `No account of ${title} is connected in GoHighLevel.`,
    });
  });
