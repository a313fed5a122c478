import { AppError } from '../app-error.ts';
import type { HttpServerEntry } from './server-catalogue.ts';

/**
 * The headers that carry a client's credentials to a server.
 *
 * @param credentials fields by name, as stored for this client and server
 * @throws AppError credentials_missing when a field is not stored
 */
export function buildAuthHeaders(
  { auth, title }: HttpServerEntry,
  credentials: Readonly<Record<string, string>> = {},
): Record<string, string> {
  if (auth.kind === 'none') return {};
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = Object.hasOwn(credentials, field) ? credentials[field] : undefined;
      if (value) return value;
      throw new AppError('credentials_missing', {
        detail: `No ${field} is stored for ${title}.`,
      });
    });
  return Object.fromEntries(
    Object.entries(auth.headers).map(([name, template]) => [name, fill(template)]),
  );
}
