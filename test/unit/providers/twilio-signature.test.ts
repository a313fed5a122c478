import { describe, expect, it } from 'vitest';
import { isTwilioSignature } from '../../../functions/providers/telephony/is-twilio-signature.ts';
import { buildCallForm, signForm, twilioToken } from '../../support/twilio-server.ts';

const url = 'https://copilot.example.com/api/webhooks/twilio/15/c1';
const fields = buildCallForm();
const form = new URLSearchParams(fields).toString();
const isSigned = (signature: string, over = { url, form }) =>
  isTwilioSignature(signature, over, twilioToken);

describe("Twilio's signature", () => {
  it('is the one of the example in its documentation', () => {
    const example = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    });
    const signed = {
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
      form: example.toString(),
    };
    expect(isTwilioSignature('RSOYDt4T1cUTdK1PDd93/VVr8B8=', signed, '12345')).toBe(true);
    expect(isTwilioSignature('RSOYDt4T1cUTdK1PDd93/VVr8B8=', signed, '12346')).toBe(false);
  });

  it.each([
    ['as it was given', url],
    ['with its port', url.replace('.com', '.com:443')],
    ['with how to try again', `${url}#rc=3&rp=ct,rt,5xx`],
  ])('covers the address %s', (_, spelling) => {
    expect(isSigned(signForm(spelling, fields))).toBe(true);
  });

  it('covers an address that has a port of its own', () => {
    const own = url.replace('.com', '.com:8443');
    expect(isSigned(signForm(own, fields), { url: own, form })).toBe(true);
    expect(isSigned(signForm(url, fields), { url: own, form })).toBe(false);
  });

  it('covers fields in any order, however they are written', () => {
    const turned = new URLSearchParams(Object.entries(fields).toReversed()).toString();
    expect(isSigned(signForm(url, fields), { url, form: turned })).toBe(true);
    const spelt = turned.replaceAll('+', '%20');
    expect(isSigned(signForm(url, fields), { url, form: spelt })).toBe(true);
  });

  it.each<[string, string, { url: string; form: string }]>([
    ['another call', signForm(url, fields), { url: url.replace('c1', 'c2'), form }],
    ['another client', signForm(url, fields), { url: url.replace('15', '16'), form }],
    ['another host', signForm(url, fields), { url: url.replace('copilot', 'evil'), form }],
    ['another status', signForm(url, fields), { url, form: form.replace('ringing', 'failed') }],
    ['one field more', signForm(url, fields), { url, form: `${form}&CallDuration=1` }],
    ['one field less', signForm(url, { ...fields, CallDuration: '1' }), { url, form }],
    ['another token', signForm(url, fields, 'another token'), { url, form }],
    ['nothing', '', { url, form }],
    ['its beginning alone', signForm(url, fields).slice(0, -1), { url, form }],
    ['more than it', `${signForm(url, fields)}A`, { url, form }],
  ])('is not one for %s', (_, signature, signed) => {
    expect(isSigned(signature, signed)).toBe(false);
  });
});
