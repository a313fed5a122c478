import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/limits.ts';
import {
  type CallValues,
  checkCall,
  describeCallAction,
} from '../../web/src/calls/read-call-form.ts';
import { hasCallEnded } from '../../web/src/calls/call-schema.ts';
import {
  checkLeads,
  describeLeadAction,
  type LeadValues,
} from '../../web/src/leads/read-lead-form.ts';
import { nameLeadsFile } from '../../web/src/leads/name-leads-file.ts';
import { readJobId } from '../../web/src/leads/use-job-address.ts';
import {
  checkPost,
  describePostAction,
  localTimeOf,
  type PostValues,
} from '../../web/src/social/read-post-form.ts';

const callForm = (overrides: Partial<CallValues> = {}): CallValues => ({
  to: '+34 600 000 000',
  name: '',
  message: 'Hello.',
  ...overrides,
});
const leadForm = (overrides: Partial<LeadValues> = {}): LeadValues => ({
  category: 'dentist',
  place: 'Tampa',
  count: '100',
  ...overrides,
});
const postForm = (overrides: Partial<PostValues> = {}): PostValues => ({
  text: 'Open house',
  platforms: ['facebook'],
  pictures: [],
  when: 'now',
  at: '',
  timeZone: 'Europe/Madrid',
  ...overrides,
});

describe('the form of a call', () => {
  it.each([
    ['', 'noNumber'],
    ['600 000 000', 'noCountryCode'],
    ['+34 600', 'badNumber'],
    ['+1234567890123456', 'badNumber'],
    ['Lina', 'badNumber'],
  ])('does not take the number "%s": %s', (to, problem) => {
    expect(checkCall(callForm({ to }))).toEqual({ to: problem });
  });

  it.each(['+34 600 000 000', '+1 (202) 555-0143', '+49.30.1234567'])('takes %s', (to) => {
    expect(checkCall(callForm({ to }))).toEqual({});
  });

  it('wants something to say, of a length that can be listened to', () => {
    expect(checkCall(callForm({ message: '  ' }))).toEqual({ message: 'noMessage' });
    const message = 'a'.repeat(1_001);
    expect(checkCall(callForm({ message }))).toEqual({ message: 'longMessage' });
  });

  it('leaves out a name that was not given', () => {
    expect(describeCallAction(callForm({ name: ' ' })).args).toEqual({
      to: '+34 600 000 000',
      message: 'Hello.',
    });
    expect(describeCallAction(callForm({ name: ' Lina ' })).args).toMatchObject({ name: 'Lina' });
  });

  it('follows a call until it has ended', () => {
    expect(hasCallEnded({ status: 'in-progress' })).toBe(false);
    expect(hasCallEnded({ status: 'no-answer' })).toBe(true);
  });
});

describe('the form of a collection', () => {
  it.each([
    [{ category: ' ' }, { category: 'noCategory' }],
    [{ category: 'a'.repeat(61) }, { category: 'longCategory' }],
    [{ place: '' }, { place: 'noPlace' }],
    [{ place: 'a'.repeat(101) }, { place: 'longPlace' }],
    [{ count: '' }, { count: 'badCount' }],
    [{ count: '0' }, { count: 'badCount' }],
    [{ count: '1.5' }, { count: 'badCount' }],
    [{ count: String(limits.leadsPerJobCount + 1) }, { count: 'badCount' }],
    [{ count: String(limits.leadsPerJobCount) }, {}],
  ])('with %j says %j', (overrides, problems) => {
    expect(checkLeads(leadForm(overrides))).toEqual(problems);
  });

  it('is priced by what it asks for', () => {
    expect(describeLeadAction(leadForm({ count: '151' }))).toEqual({
      tool: 'collect_businesses',
      args: { category: 'dentist', place: 'Tampa', count: 151 },
      quantity: 151,
    });
  });

  it.each([
    ['#job=job_1', 'job_1'],
    ['#job=', null],
    ['', null],
    ['#other', null],
  ])('finds in the address %s the job %s', (hash, jobId) => {
    expect(readJobId(hash)).toBe(jobId);
  });

  it.each([
    [{ category: 'Café', place: 'São Paulo' }, 'leads-cafe-sao-paulo.csv'],
    [{ category: '../etc', place: '歯科' }, 'leads-etc.csv'],
  ])('names the file of %j %s', (search, name) => {
    expect(nameLeadsFile(search)).toBe(name);
  });
});

describe('the form of a post', () => {
  const now = new Date('2026-12-01T08:30:00Z');

  it.each([
    [{ text: ' ' }, { text: 'noText' }],
    [{ text: 'a'.repeat(limits.postTextCharacters + 1) }, { text: 'longText' }],
    [{ platforms: [] }, { platforms: 'noPlatform' }],
    [{ when: 'later' }, { at: 'noTime' }],
    [{ when: 'later', at: '2026-12-01T09:30' }, { at: 'pastTime' }],
    [{ when: 'later', at: '2026-12-01T09:31' }, {}],
    [{ when: 'later', at: '2026-12-01T09:30', timeZone: 'America/New_York' }, {}],
    [{ when: 'now', at: '2000-01-01T00:00' }, {}],
  ] as const)('with %j says %j', (overrides, problems) => {
    expect(checkPost(postForm(overrides), now)).toEqual(problems);
  });

  it('knows what the clocks of a zone show', () => {
    expect(localTimeOf(now, 'Europe/Madrid')).toBe('2026-12-01T09:30');
    expect(localTimeOf(now, 'Asia/Kolkata')).toBe('2026-12-01T14:00');
  });

  it('publishes now, or schedules for the time of a zone', () => {
    const now = describePostAction(postForm());
    expect(now).toMatchObject({ tool: 'publish_post', args: { text: 'Open house' } });
    expect(now.args).not.toHaveProperty('at');
    const later = postForm({ when: 'later', at: '2026-12-05T09:00' });
    expect(describePostAction(later)).toMatchObject({
      tool: 'schedule_post',
      args: { at: '2026-12-05T09:00:00', timeZone: 'Europe/Madrid' },
    });
  });

  it('sends its pictures by their ids', () => {
    const pictures = [{ imageId: 'm-1', url: 'https://pictures.example/1' }];
    expect(describePostAction(postForm({ pictures })).args).toMatchObject({ imageIds: ['m-1'] });
  });
});
