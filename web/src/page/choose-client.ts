import type { Me } from '../../../shared/api/copilot.ts';

export type ClientChoice =
  | { readonly kind: 'chosen'; readonly clientId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly clientId: string };

/** The client to open: the one asked for when it is the person's own, else their first. */
export function chooseClient(clients: Me['clients'], wanted: string | null): ClientChoice {
  if (wanted !== null) {
    const isOwn = clients.some((client) => client.clientId === wanted);
    return { kind: isOwn ? 'chosen' : 'unknown', clientId: wanted };
  }
  const first = clients[0];
  return first ? { kind: 'chosen', clientId: first.clientId } : { kind: 'none' };
}
