const parameter = 'client_id';

/** The client that a page's address asks for; null when it names none. */
export const readClientId = (search: string): string | null =>
  new URLSearchParams(search).get(parameter)?.trim() || null;

/** A page's address for a client, so that moving between pages stays with it. */
export const pageAddress = (page: string, clientId: string | null): string =>
  clientId === null ? page : `${page}?${new URLSearchParams({ [parameter]: clientId })}`;
