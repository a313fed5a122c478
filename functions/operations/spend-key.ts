/** Where requests for charges come from besides the product's own turns and tools. */
export type SpendRoad = 'api' | 'usage';

/**
 * A caller's idempotency key as the ledger knows it. Callers choose theirs freely, so the prefix
 * keeps them from meeting the key of a turn, a tool call or another road.
 */
export const spendKey = (road: SpendRoad, key: string): string => `${road}:${key}`;
