import { webhookRoutes } from '../../../shared/webhook-routes.ts';

/**
 * Where Twilio tells how a call goes: an address for each call, which its signature covers.
 *
 * @param publicOrigin `https://copilot.example.com`
 */
export function callStatusUrl(
  publicOrigin: string,
  { clientId, callId }: { readonly clientId: string; readonly callId: string },
): string {
  const path = webhookRoutes.receiveCallStatus.path
    .replace('{clientId}', encodeURIComponent(clientId))
    .replace('{callId}', encodeURIComponent(callId));
  return publicOrigin + path;
}

/**
 * How Twilio tries again when we do not answer, as the part after `#`, which it never sends: up to
 * three times, unless we have refused.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const callStatusRetries = '#rc=3&rp=ct,rt,5xx';
