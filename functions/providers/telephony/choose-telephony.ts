import type { TelephonyConfig } from '../outreach-config.ts';
import { createSimulatedTelephony } from './simulated-telephony.ts';
import type { Telephony } from './telephony.ts';
import { createTwilioTelephony } from './twilio-telephony.ts';

/**
 * Twilio where it is configured, else the simulator.
 *
 * @throws Error for Twilio configured by halves, which must not pass for a simulator
 */
export function chooseTelephony(config: TelephonyConfig, now: () => Date): Telephony {
  const accountSid = config.TWILIO_ACCOUNT_SID;
  const authToken = config.TWILIO_AUTH_TOKEN;
  const from = config.TWILIO_FROM;
  if (accountSid && authToken && from) {
    return createTwilioTelephony({ accountSid, authToken, from, apiUrl: config.TWILIO_API_URL });
  }
  if (accountSid || authToken || from) {
    throw new Error('Twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM.');
  }
  return createSimulatedTelephony({ now });
}
