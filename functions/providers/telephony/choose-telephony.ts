import type { TelephonyConfig } from '../outreach-config.ts';
import { createSimulatedTelephony } from './simulated-telephony.ts';
import type { Telephony } from './telephony.ts';
import { createTwilioTelephony } from './twilio-telephony.ts';
import { readTwilioAccount } from './twilio-account.ts';

/**
 * Twilio where it is configured, else the simulator.
 *
 * @throws Error for Twilio configured by halves, which must not pass for a simulator
 */
export function chooseTelephony(config: TelephonyConfig, now: () => Date): Telephony {
  const account = readTwilioAccount(config);
  return account === null ? createSimulatedTelephony({ now }) : createTwilioTelephony(account);
}
