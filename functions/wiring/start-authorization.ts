import { beginSignIn } from '../credentials/oauth/begin-sign-in.ts';
import { createStartAuthorization } from '../operations/start-authorization.ts';
import { randomSecret } from '../store/random-id.ts';
import { authorizationParts } from './authorizations.ts';

export async function startAuthorization() {
  const parts = await authorizationParts();
  const makeState = () => randomSecret('');
  return { run: createStartAuthorization({ ...parts, beginSignIn, makeState }), parts };
}
