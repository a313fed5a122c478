import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Media } from '../providers/media/media.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import { requireClient } from './require-client.ts';

/** @throws AppError `client_not_found`, `media_not_found`, `provider_failed` */
export function createGetMedia(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly media: Pick<Media, 'address'>;
}): Operation<typeof routes.getMedia> {
  const { accounts, media } = dependencies;
  return async ({ principal, params: { clientId, mediaId } }) => {
    await requireClient(accounts, principal.accountId, clientId);
    const address = await media.address({ clientId }, mediaId);
    if (address === null) throw new AppError('media_not_found');
    return { mediaId, ...address };
  };
}
