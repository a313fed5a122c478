import * as z from 'zod';
import { reader } from '../config.ts';
import { callingHoursSchema } from './telephony/calling-hours.ts';

/** How calls are placed: for real when Twilio's three variables are set, else simulated. */
const telephonySchema = z.object({
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC\w{4,64}$/)
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16).optional(),
  /** The number that calls come from, in E.164. */
  TWILIO_FROM: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  TWILIO_API_URL: z.url().default('https://api.twilio.com'),
  /** Where Twilio tells how calls go, for example https://copilot.example.com */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  /** When calls may be placed, as in `09:00-18:00`. */
  CALL_HOURS: z.string().default('00:00-24:00'),
  CALL_DAYS: z.string().default('mon,tue,wed,thu,fri,sat,sun'),
  CALL_TIME_ZONE: z.string().default('UTC'),
});

export const readTelephonyConfig = reader(
  telephonySchema.transform(({ CALL_HOURS, CALL_DAYS, CALL_TIME_ZONE, ...twilio }, context) => {
    const hours = { hours: CALL_HOURS, days: CALL_DAYS, timeZone: CALL_TIME_ZONE };
    const callingHours = callingHoursSchema.safeParse(hours);
    if (callingHours.success) return { ...twilio, callingHours: callingHours.data };
    const message = `CALL_HOURS, CALL_DAYS or CALL_TIME_ZONE: ${z.prettifyError(callingHours.error)}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }),
);

export type TelephonyConfig = ReturnType<typeof readTelephonyConfig>;

/** Who publishes posts; unless said, they stay in the outbox. */
const socialSchema = z.object({
  /** Unless said, the webhook where it is configured, and else nobody. */
  SOCIAL_PROVIDER: z.enum(['outbox', 'webhook', 'gohighlevel']).optional(),
  SOCIAL_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  SOCIAL_WEBHOOK_SECRET: z.string().min(32).optional(),
  GOHIGHLEVEL_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://services.leadconnectorhq.com'),
});

export const readSocialConfig = reader(socialSchema);
export type SocialConfig = z.output<typeof socialSchema>;
