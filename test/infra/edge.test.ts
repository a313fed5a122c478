import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { synthApp } from '../support/synth-app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ruleSchema = z.looseObject({ Name: z.string(), Statement: z.looseObject({}) });
const firewallSchema = z.object({
  Scope: z.literal('CLOUDFRONT'),
  Rules: z.array(ruleSchema),
  CustomResponseBodies: z.record(z.string(), z.object({ Content: z.string() })),
});

async function readFirewall() {
  const app = await synthApp({
    region: 'eu-central-1',
    firewall: { requestsPerAddressPerFiveMinutes: 1_234 },
  });
  const [found] = Object.values(app.template('edge').findResources('AWS::WAFv2::WebACL'));
  return firewallSchema.parse(found?.['Properties']);
}

describe('the firewall', () => {
  let firewall: z.output<typeof firewallSchema>;
  beforeAll(async () => {
    firewall = await readFirewall();
  });

  it('stops an address that asks too often, in the words of the API', () => {
    const { Rules, CustomResponseBodies } = firewall;
    const limit = Rules.find(({ Name }) => Name === 'RequestsPerAddress');
    expect(limit).toMatchObject({
      Statement: {
        RateBasedStatement: { Limit: 1_234, AggregateKeyType: 'IP', EvaluationWindowSec: 300 },
      },
      Action: {
        Block: {
          CustomResponse: {
            ResponseCode: errorCatalogue.rate_limited.status,
            ResponseHeaders: [{ Name: 'Retry-After', Value: '300' }],
          },
        },
      },
    });
    const [body] = Object.values(CustomResponseBodies);
    expect(JSON.parse(body?.Content ?? '')).toMatchObject({ status: 429, code: 'rate_limited' });
  });

  it('knows common attacks, but refuses no message for what is written in it', () => {
    const { Rules } = firewall;
    const groups = Rules.flatMap(({ Statement }) => Statement['ManagedRuleGroupStatement'] ?? []);
    expect(groups).toMatchObject([
      { Name: 'AWSManagedRulesCommonRuleSet' },
      { Name: 'AWSManagedRulesKnownBadInputsRuleSet' },
    ]);
    const counted = z
      .object({ RuleActionOverrides: z.array(z.object({ Name: z.string() })) })
      .parse(groups[0])
      .RuleActionOverrides.map(({ Name }) => Name);
    expect(counted).toContain('SizeRestrictions_BODY');
    expect(counted.every((name) => name.endsWith('_BODY'))).toBe(true);
  });
});
