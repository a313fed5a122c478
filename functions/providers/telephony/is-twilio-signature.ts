import { createHmac, timingSafeEqual } from 'node:crypto';
import { callStatusRetries } from './call-status-url.ts';

/**
 * Whether Twilio has signed a form that was posted to an address: HMAC-SHA1, under the token of
 * the account, of the address and then each field's name and value by the order of the names, in
 * base64.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security#validate-signatures
 *
 * @param signed.url as Twilio was given it
 * @param signed.form the body as it was sent, in which no field stands twice
 */
export function isTwilioSignature(
  signature: string,
  signed: { readonly url: string; readonly form: string },
  authToken: string,
): boolean {
  const given = Buffer.from(signature);
  const fields = Object.fromEntries(new URLSearchParams(signed.form));
  return spellingsOf(signed.url)
    .map((url) => Buffer.from(signTwilioRequest(url, fields, authToken)))
    .map((expected) => given.length === expected.length && timingSafeEqual(given, expected))
    .includes(true);
}

function signTwilioRequest(
  url: string,
  fields: Readonly<Record<string, string>>,
  authToken: string,
): string {
  const hmac = createHmac('sha1', authToken).update(url);
  for (const name of Object.keys(fields).toSorted()) hmac.update(name + fields[name]);
  return hmac.digest('base64');
}

/** Twilio signs some requests with the port written out; its own libraries take either. */
function spellingsOf(url: string): readonly string[] {
  const { origin, port, protocol } = new URL(url);
  const standardPort = protocol === 'https:' ? ':443' : ':80';
  const withPort = origin + standardPort + url.slice(origin.length);
  const spellings = port === '' ? [url, withPort] : [url];
  return spellings.flatMap((spelling) => [spelling, spelling + callStatusRetries]);
}
