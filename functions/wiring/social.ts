import type { CredentialFields } from '../credentials/credential-vault.ts';
import { readSocialConfig } from '../providers/outreach-config.ts';
import { chooseSocial } from '../providers/social/choose-social.ts';
import { readCredentials } from './read-credentials.ts';
import { now } from './foundation.ts';
import { media } from './media.ts';
import { catalogue } from './servers.ts';

/**
 * Who publishes posts.
 *
 * @param environment with the secrets, among which is that of the webhook
 */
export const social = (environment: Readonly<Record<string, unknown>>) =>
  chooseSocial(readSocialConfig(environment), {
    readPlannerCredentials,
    media: media(),
    now,
  });

/** What a client has stored for the server of GoHighLevel opens its social planner, too. */
async function readPlannerCredentials(clientId: string): Promise<CredentialFields> {
  const entry = catalogue().find('gohighlevel');
  return entry.kind === 'http' ? readCredentials()(entry, clientId) : {};
}
