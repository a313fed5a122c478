import { describe, expect, it } from 'vitest';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';

const outreach = { id: 'outreach', kind: 'builtin' } as const;
const crm = { id: 'crm', kind: 'builtin' } as const;
const remote = { id: 'gohighlevel', kind: 'http' } as const;
const buildTool = (overrides: { name: string; isReadOnly?: boolean; isDestructive?: boolean }) => ({
  isReadOnly: false,
  isDestructive: false,
  ...overrides,
});

describe('getToolPolicy', () => {
  it.each([
    ['outbound_call', 'outbound_call', 1, null, true],
    ['collect_businesses', 'business_collector', 20, 'count', true],
    ['publish_post', 'social_post', 10, null, true],
    ['schedule_post', 'social_post', 10, null, true],
    ['write_post', 'post_text', 1, null, false],
  ])('prices %s as %s and asks first', (name, service, tokens, quantityArgument, isPrechecked) => {
    const policy = getToolPolicy(outreach, buildTool({ name }));
    const asked = { needsApproval: true, isPrechecked, knowsItsCalls: true };
    expect(policy).toEqual({ service, tokens, quantityArgument, ...asked });
  });

  it('never prechecks a tool of a server elsewhere, which would make the call', () => {
    const policy = getToolPolicy(remote, buildTool({ name: 'outbound_call' }));
    expect(policy).toMatchObject({ service: 'outbound_call', isPrechecked: false });
  });

  it('asks before a priced tool even when it claims only to read', () => {
    const tool = buildTool({ name: 'collect_businesses', isReadOnly: true });
    expect(getToolPolicy(outreach, tool).needsApproval).toBe(true);
  });

  it('lets a contact be created without a card, for nothing', () => {
    const policy = getToolPolicy(crm, buildTool({ name: 'contacts_create-contact' }));
    expect(policy).toMatchObject({ service: 'contact_create', tokens: 0, needsApproval: false });
  });

  it('asks before a destructive tool', () => {
    const tool = buildTool({ name: 'contacts_delete-contact', isDestructive: true });
    expect(getToolPolicy(crm, tool)).toMatchObject({
      service: null,
      tokens: 0,
      needsApproval: true,
    });
  });

  it('never asks before a free tool that only reads', () => {
    const tool = buildTool({ name: 'list', isReadOnly: true, isDestructive: true });
    expect(getToolPolicy(remote, tool).needsApproval).toBe(false);
  });

  it.each(['contacts_merge-contacts', 'outbound_call', 'toString', '__proto__'])(
    'refuses the tool %s that the price list of a built-in server does not name',
    (name) => {
      expect(() => getToolPolicy(crm, buildTool({ name }))).toThrow(
        expect.objectContaining({ code: 'service_unknown' }),
      );
    },
  );

  it('prices a remote tool that goes by the name of a built-in one', () => {
    const tool = buildTool({ name: 'publish_post' });
    expect(getToolPolicy(remote, tool)).toMatchObject({ service: 'social_post', tokens: 10 });
  });

  it('leaves other remote tools free', () => {
    const tool = buildTool({ name: 'calendars_get-calendar-events' });
    expect(getToolPolicy(remote, tool)).toMatchObject({
      service: null,
      tokens: 0,
      needsApproval: false,
    });
  });
});
