/** What an API key may be allowed to do. People who sign in have all of these but `admin`. */
export const scopes = ['chat', 'tokens:read', 'tokens:write', 'keys', 'admin'] as const;
export type Scope = (typeof scopes)[number];
