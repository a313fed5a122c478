import type { Social } from './social.ts';

/** Posts stay where they are kept anyway: they can be read there, and reach nobody. */
export const createLocalOutbox = (): Social => ({
  providerName: 'outbox',
  send: async () => undefined,
});
