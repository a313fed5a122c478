import type { CredentialFields } from '../../credentials/credential-vault.ts';
import type { Media } from '../media/media.ts';
import type { SocialConfig } from '../outreach-config.ts';
import { createGoHighLevelPlanner } from './gohighlevel-planner.ts';
import { createLocalOutbox } from './local-outbox.ts';
import type { Social } from './social.ts';
import { createWebhookSocial } from './webhook-social.ts';

/**
 * Who is named; else the webhook where it is configured, else the outbox.
 *
 * @throws Error for a webhook that is named without an address and a secret, or has half of them
 */
export function chooseSocial(
  config: SocialConfig,
  parts: {
    readonly readPlannerCredentials: (clientId: string) => Promise<CredentialFields>;
    readonly media: Pick<Media, 'read'>;
    readonly now: () => Date;
  },
): Social {
  const { SOCIAL_PROVIDER: named, SOCIAL_WEBHOOK_URL: url, SOCIAL_WEBHOOK_SECRET: secret } = config;
  const provider = named ?? (url || secret ? 'webhook' : 'outbox');
  switch (provider) {
    case 'outbox':
      return createLocalOutbox(parts.now);
    case 'gohighlevel':
      return createGoHighLevelPlanner({
        apiUrl: config.GOHIGHLEVEL_API_URL,
        readCredentials: parts.readPlannerCredentials,
        media: parts.media,
      });
    case 'webhook':
      if (url && secret) return createWebhookSocial({ url, secret }, parts.now);
      throw new Error('The publisher needs SOCIAL_WEBHOOK_URL and SOCIAL_WEBHOOK_SECRET.');
  }
}
