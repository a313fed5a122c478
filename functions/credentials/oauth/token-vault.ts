import type { CredentialStore } from '../../store/credentials.ts';
import type { Cipher } from '../cipher.ts';
import { contextOfCredentials, type CredentialOwner } from '../credential-owner.ts';
import { type SignInTokens, signInTokensSchema } from './sign-in-tokens.ts';

export type TokenVault = ReturnType<typeof createTokenVault>;

/** How a client stands with a server that it signs in to. */
export type StoredSignIn =
  | { readonly kind: 'none' }
  /** The server has ended it. */
  | { readonly kind: 'ended' }
  | {
      readonly kind: 'connected';
      readonly tokens: SignInTokens;
      /** As it stands in the table. */
      readonly sealed: string;
    };

/** Seals the tokens of sign-ins on their way to the table, and opens them for their owner. */
export function createTokenVault({
  credentials,
  cipher,
}: {
  readonly credentials: Pick<CredentialStore, 'putCredential' | 'readCredential'>;
  readonly cipher: Cipher;
}) {
  /** @throws AppError `provider_failed` */
  const sealTokens = (owner: CredentialOwner, tokens: SignInTokens): Promise<string> =>
    cipher.seal(JSON.stringify(tokens), contextOfCredentials(owner));

  /**
   * Stores the tokens of a new sign-in in place of an earlier one's.
   *
   * @throws AppError `provider_failed`
   */
  async function keepTokens(owner: CredentialOwner, tokens: SignInTokens): Promise<void> {
    const sealed = await sealTokens(owner, tokens);
    const row = { sealed, fieldNames: [], storedAt: tokens.obtainedAt };
    await credentials.putCredential(owner.clientId, owner.server, row);
  }

  /**
   * Credentials that were sealed for somebody else, or are of another kind, are none.
   *
   * @throws AppError `provider_failed`
   */
  async function openTokens(owner: CredentialOwner): Promise<StoredSignIn> {
    const row = await credentials.readCredential(owner.clientId, owner.server);
    if (row === null) return { kind: 'none' };
    const { sealed } = row;
    if (sealed === undefined) return { kind: 'ended' };
    const text = await cipher.open(sealed, contextOfCredentials(owner));
    const tokens = signInTokensSchema.safeParse(text === null ? null : JSON.parse(text));
    return tokens.success ? { kind: 'connected', tokens: tokens.data, sealed } : { kind: 'none' };
  }

  return { sealTokens, keepTokens, openTokens };
}
