import type { TelephonyConfig } from '../outreach-config.ts';

export interface TwilioAccount {
  /** For example AC0123…; also the user name of its requests. */
  readonly accountSid: string;
  /** Also what Twilio signs its webhooks with. */
  readonly authToken: string;
  /** E.164, a number of that account. */
  readonly from: string;
  /** https://api.twilio.com unless a test stands in for it. */
  readonly apiUrl: string;
  /** Of the product, as Twilio reaches it; null where it cannot, and nobody is told. */
  readonly publicOrigin: string | null;
}

/**
 * @returns null where no Twilio is configured
 * @throws Error for Twilio configured by halves, which must not pass for a simulator
 */
export function readTwilioAccount(config: TelephonyConfig): TwilioAccount | null {
  const accountSid = config.TWILIO_ACCOUNT_SID;
  const authToken = config.TWILIO_AUTH_TOKEN;
  const from = config.TWILIO_FROM;
  if (accountSid && authToken && from) {
    const { TWILIO_API_URL: apiUrl, PUBLIC_ORIGIN: origin } = config;
    // What is told in the clear could be read on the way, and no loopback is reached from outside.
    const publicOrigin = origin?.startsWith('https:') ? new URL(origin).origin : null;
    return { accountSid, authToken, from, apiUrl, publicOrigin };
  }
  if (accountSid || authToken || from) {
    throw new Error('Twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM.');
  }
  return null;
}
