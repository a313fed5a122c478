import { describe, expect, it } from 'vitest';
import { wantsEvent, webhookEndpointsSchema } from '../../../functions/events/webhook-endpoint.ts';
import { readPublishConfig, readWebhookConfig } from '../../../functions/events/event-config.ts';

const secret = 'a secret of more than thirty-two characters';
const url = 'https://example.com/hook';
const parse = (...endpoints: unknown[]) => webhookEndpointsSchema.parse(JSON.stringify(endpoints));
const wanting = (...events: string[]) => parse({ id: 'crm', url, secret, events })[0]!;

describe('the endpoints of webhooks', () => {
  it('are told everything unless they name what they want', () => {
    const [endpoint] = parse({ id: 'crm', url, secret });
    expect(wantsEvent(endpoint!, 'tokens.entry')).toBe(true);
    expect(wantsEvent(endpoint!, 'account.frozen')).toBe(true);
  });

  it('are told what a pattern of theirs matches, and nothing else', () => {
    const endpoint = wanting('balance.*', 'account.frozen');
    expect(wantsEvent(endpoint, 'balance.low')).toBe(true);
    expect(wantsEvent(endpoint, 'balance.empty')).toBe(true);
    expect(wantsEvent(endpoint, 'account.frozen')).toBe(true);
    expect(wantsEvent(endpoint, 'tokens.entry')).toBe(false);
  });

  it.each(['http://localhost:3000/hook', 'http://127.0.0.1/hook', 'http://[::1]:80/'])(
    'may listen on this machine without encryption: %s',
    (address) => {
      expect(parse({ id: 'crm', url: address, secret })).toHaveLength(1);
    },
  );

  it.each([
    ['http elsewhere', { url: 'http://example.com/hook' }, 'https'],
    ['a host that only looks local', { url: 'http://127.0.0.1.example.com/' }, 'https'],
    ['another protocol', { url: 'ftp://example.com/' }, 'https'],
    ['no address', { url: 'hook' }, 'url'],
    ['a short secret', { secret: 'x'.repeat(31) }, 'secret'],
    ['a pattern for nothing', { events: ['order.*'] }, 'matches no event type'],
    ['no pattern', { events: [] }, 'events'],
    ['a member that is not known', { headers: {} }, 'headers'],
  ])('are refused for %s', (_case, change, problem) => {
    expect(() => parse({ id: 'crm', url, secret, ...change })).toThrow(problem);
  });

  it('are refused when two have the same id', () => {
    expect(() => parse({ id: 'crm', url, secret }, { id: 'crm', url, secret })).toThrow('same id');
  });
});

describe('the environment of the functions that publish', () => {
  const environment = {
    EVENT_BUS_NAME: 'events',
    WEBHOOK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/1/webhooks.fifo',
  };

  it('has no webhooks unless they are set', () => {
    expect(readPublishConfig(environment).WEBHOOKS).toEqual([]);
  });

  it.each(['[', '{}', '[{"id":"crm"}]'])('is refused with WEBHOOKS=%s', (WEBHOOKS) => {
    expect(() => readPublishConfig({ ...environment, WEBHOOKS })).toThrow('WEBHOOKS');
  });

  it('needs a bus only where something is published', () => {
    const { EVENT_BUS_NAME, ...delivering } = environment;
    expect(EVENT_BUS_NAME).toBe('events');
    expect(readWebhookConfig(delivering).AWS_REGION).toBe('us-east-1');
    expect(() => readPublishConfig(delivering)).toThrow('EVENT_BUS_NAME');
  });
});
