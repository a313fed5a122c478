import type { ServerEntry } from './server-catalogue.ts';

export interface CredentialField {
  readonly name: string;
  readonly isRequired: boolean;
}

/** What a server asks for: the fields that its headers name, each once. */
export function listCredentialFields(entry: ServerEntry): readonly CredentialField[] {
  if (entry.kind === 'builtin' || entry.auth.kind !== 'headers') return [];
  const { headers, optionalFields = [] } = entry.auth;
  const named = Object.values(headers)
    .flatMap((template) => [...template.matchAll(/\{(\w+)\}/g)])
    .map(([, name = '']) => name);
  return [...new Set(named)].map((name) => ({ name, isRequired: !optionalFields.includes(name) }));
}
