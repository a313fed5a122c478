import type { SocialConfig } from '../outreach-config.ts';
import { createLocalOutbox } from './local-outbox.ts';
import type { Social } from './social.ts';
import { createWebhookSocial } from './webhook-social.ts';

/**
 * The webhook where it is configured, else the outbox.
 *
 * @throws Error for an address without a secret, or the other way round
 */
export function chooseSocial(config: SocialConfig, now: () => Date): Social {
  const { SOCIAL_WEBHOOK_URL: url, SOCIAL_WEBHOOK_SECRET: secret } = config;
  if (url && secret) return createWebhookSocial({ url, secret }, now);
  if (url || secret) {
    throw new Error('The publisher needs SOCIAL_WEBHOOK_URL and SOCIAL_WEBHOOK_SECRET.');
  }
  return createLocalOutbox();
}
