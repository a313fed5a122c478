import { finishSignIn } from '../credentials/oauth/finish-sign-in.ts';
import { createFinishAuthorization } from '../operations/finish-authorization.ts';
import { authorizationParts } from './authorizations.ts';
import { tokenVault } from './token-vault.ts';

export async function finishAuthorization() {
  const parts = await authorizationParts();
  return { run: createFinishAuthorization({ ...parts, finishSignIn, vault: tokenVault() }), parts };
}
