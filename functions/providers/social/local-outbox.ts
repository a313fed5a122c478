import type { Social } from './social.ts';

/** Posts stay where they are kept anyway: they can be read there, and reach nobody. */
export const createLocalOutbox = (now: () => Date): Social => ({
  providerName: 'outbox',
  requireReady: async () => undefined,
  send: async ({ scheduledFor }) => ({
    status: scheduledFor === undefined ? 'published' : 'scheduled',
  }),
  readState: async ({ scheduledFor }) => {
    const isDue = scheduledFor === undefined || Date.parse(scheduledFor) <= now().getTime();
    return { status: isDue ? 'published' : 'scheduled' };
  },
});
