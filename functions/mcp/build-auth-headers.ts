import type { HttpServerEntry } from '../../shared/server-entry.ts';
import { AppError } from '../app-error.ts';
import { listCredentialFields } from './list-credential-fields.ts';

/**
 * The headers that carry a client's credentials to a server; none for one that clients sign in to,
 * as its tokens change while it is used.
 *
 * @param credentials fields by name, as stored for this client and server
 * @throws AppError credentials_missing when a field is not stored that is not optional
 */
export function buildAuthHeaders(
  entry: HttpServerEntry,
  credentials: Readonly<Record<string, string>> = {},
): Record<string, string> {
  if (entry.auth.kind !== 'headers') return {};
  const valueOf = (field: string) =>
    (Object.hasOwn(credentials, field) && credentials[field]) || undefined;
  const missing = listCredentialFields(entry).filter(({ name }) => valueOf(name) === undefined);
  const required = missing.find(({ isRequired }) => isRequired);
  if (required) {
    throw new AppError('credentials_missing', {
      detail: `No ${required.name} is stored for ${entry.title}.`,
      members: { server: entry.id },
    });
  }
  return Object.fromEntries(
    Object.entries(entry.auth.headers)
      .filter(([, template]) => !missing.some(({ name }) => template.includes(`{${name}}`)))
      .map(([header, template]) => [
        header,
        template.replace(/\{(\w+)\}/g, (_, field: string) => valueOf(field) ?? ''),
      ]),
  );
}
