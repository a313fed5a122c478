import { describe, expect, it } from 'vitest';
import { signWebhook } from '../../../functions/events/sign-webhook.ts';

/** The example that the Standard Webhooks libraries publish and test themselves with. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  body: '{"test": 2432232314}',
  sentAt: new Date(1_614_265_330_000),
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the signature of a webhook', () => {
  it('is the one of the published example', () => {
    expect(signWebhook(published.secret, published)).toEqual({
      'webhook-id': published.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': published.signature,
    });
  });

  it('takes any other secret as it is written', () => {
    const key = 'a secret of more than thirty-two characters';
    const encoded = `whsec_${Buffer.from(key).toString('base64')}`;
    expect(signWebhook(key, published)).toEqual(signWebhook(encoded, published));
  });

  it.each([
    ['id', { id: 'msg_other' }],
    ['body', { body: '{"test": 2432232315}' }],
    ['time', { sentAt: new Date(1_614_265_331_000) }],
  ])('changes with the %s', (_member, change) => {
    const headers = signWebhook(published.secret, { ...published, ...change });
    expect(headers['webhook-signature']).not.toBe(published.signature);
  });
});
