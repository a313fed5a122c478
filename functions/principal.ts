import type { Scope } from '../shared/scopes.ts';

/** Who is calling, as the authorizer found out. */
export interface Principal {
  readonly accountId: string;
  /** `user:<subject>` or `key:<key id>`; entries record it as their actor. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  readonly isAdmin: boolean;
}
