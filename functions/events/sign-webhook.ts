import { createHmac } from 'node:crypto';

const encodedSecretPrefix = 'whsec_';

/**
 * Headers by which a receiver knows that we sent this, when, and that nobody changed it: the
 * Standard Webhooks convention, HMAC-SHA256 over id, time and body.
 *
 * @param sentAt when this attempt is made
 */
export function signWebhook(
  secret: string,
  message: { readonly id: string; readonly body: string; readonly sentAt: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(message.sentAt.getTime() / 1000));
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${message.id}.${timestamp}.${message.body}`, 'utf8')
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith(encodedSecretPrefix)
    ? Buffer.from(secret.slice(encodedSecretPrefix.length), 'base64')
    : Buffer.from(secret, 'utf8');
