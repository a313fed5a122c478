import { createGetMedia } from '../operations/get-media.ts';
import { createAccountStore } from '../store/accounts.ts';
import { table } from './foundation.ts';
import { media } from './media.ts';

export const getMedia = () =>
  createGetMedia({ accounts: createAccountStore(table()), media: media() });
