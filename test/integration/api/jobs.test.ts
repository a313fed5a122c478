import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import {
  exportedJobSchema,
  jobListSchema,
  jobResultsSchema,
  jobSchema,
} from '../../../shared/api/jobs.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { parseCsv } from '../../support/parse-csv.ts';
import { putRunningJob } from '../../support/running-job.ts';
import { buildLead } from '../../support/scripted-directory.ts';

describe('jobs', () => {
  let api: TestApi;
  let account: TestAccount;
  let jobId: string;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
    jobId = await account.startJob();
  });

  const available = async () => (await account.balance()).available;
  const cancel = async () =>
    jobSchema.parse((await account.call('DELETE', `/api/jobs/${jobId}`)).body);
  const readResults = async (query = '') =>
    jobResultsSchema.parse((await account.call('GET', `/api/jobs/${jobId}/results${query}`)).body);
  const exportPage = async (body = {}) =>
    exportedJobSchema.parse((await account.call('POST', `/api/jobs/${jobId}/contacts`, body)).body);
  const contactCount = async () => {
    const { contacts } = createCrmStore(api.table);
    return (await contacts.search(account.clientId, { limit: 100 })).rows.length;
  };

  it('tell how far they are and what is held for them', async () => {
    const { body } = await account.call('GET', `/api/jobs/${jobId}`);
    expect(jobSchema.parse(body)).toMatchObject({
      jobId,
      tool: 'collect_businesses',
      status: 'running',
      search: { category: 'bakery', place: 'Tampa' },
      requested: 100,
      delivered: 40,
      tokens: { held: 20, captured: null },
      progress: '40 of 100 found so far.',
      endedAt: null,
    });
  });

  it('are listed for their client page by page, the newest first', async () => {
    const started = [jobId, await account.startJob(), await account.startJob()];
    const listed: string[] = [];
    let next = '';
    for (const count of [2, 1]) {
      const path = `/api/jobs?clientId=${account.clientId}&limit=2${next}`;
      const { jobs, cursor } = jobListSchema.parse((await account.call('GET', path)).body);
      expect(jobs).toHaveLength(count);
      expect(cursor === null).toBe(count === 1);
      listed.push(...jobs.map((job) => job.jobId));
      next = `&cursor=${cursor}`;
    }
    expect(listed).toEqual(started.toReversed());
  });

  it.each([
    ['client_not_found', 404, 'clientId=somebody-elses'],
    ['malformed_request', 400, ''],
    ['malformed_request', 400, 'clientId={clientId}&limit=51'],
    ['malformed_request', 400, 'clientId={clientId}&cursor=made-up'],
  ])('are refused with %s %i where the query is "%s"', async (code, status, query) => {
    const path = `/api/jobs?${query.replace('{clientId}', account.clientId)}`;
    expect(await account.call('GET', path)).toMatchObject({ status, body: { code } });
  });

  it('that are cancelled at 40 leads cost 8 tokens, once', async () => {
    expect(await available()).toBe(80);
    const cancelled = {
      status: 'cancelled',
      delivered: 40,
      tokens: { held: 20, captured: 8 },
      progress: 'Cancelled: 40 of 100 found.',
      endedAt: expect.any(String),
    };
    expect(await cancel()).toMatchObject(cancelled);
    expect(await cancel()).toMatchObject(cancelled);
    expect(await available()).toBe(92);
    expect(await account.problems()).toEqual([]);
  });

  it('that are cancelled many times at once are settled once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => cancel()));
    expect(await available()).toBe(92);
    expect(await account.problems()).toEqual([]);
  });

  it('give what they found page by page, in the order in which it was found', async () => {
    const first = await readResults();
    expect(first.leads.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => buildLead(index + 1).name),
    );
    const second = await readResults(`?cursor=${first.cursor}&limit=30`);
    expect(second.leads.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => buildLead(index + 21).name),
    );
    expect(second.cursor).toBeNull();
  });

  it('give all that they found as CSV', async () => {
    const headers = { accept: 'text/csv' };
    const answer = await account.send('GET', `/api/jobs/${jobId}/results`, undefined, headers);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const [columns, ...rows] = parseCsv(await answer.text());
    expect(columns?.slice(0, 3)).toEqual(['name', 'category', 'phone']);
    expect(rows).toHaveLength(40);
    // The apostrophe keeps a spreadsheet from running it as a formula.
    expect(rows[0]?.slice(0, 3)).toEqual(['Bakery 1', 'bakery', "'+12025550001"]);
  });

  it.each(['?cursor=x', '?limit=0', '?limit=1001', '?from=1'])('refuse %s', async (query) => {
    const { status, body } = await account.call('GET', `/api/jobs/${jobId}/results${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed_request' });
  });

  it.each(['GET', 'DELETE'])('of nobody are not found by %s', async (method) => {
    const answer = await account.call(method, `/api/jobs/job_${'A'.repeat(43)}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'job_not_found' } });
  });

  it('make contacts of what they found, once however often they are asked', async () => {
    const before = await available();
    const all = { created: 40, existing: 0, skipped: 0, cursor: null };
    expect(await exportPage()).toEqual(all);
    expect(await exportPage()).toEqual({ ...all, created: 0, existing: 40 });
    expect(await contactCount()).toBe(40);
    expect(await available()).toBe(before);
  });

  it('make each contact once when they are asked twice at once', async () => {
    const [one, other] = await Promise.all([exportPage(), exportPage()]);
    expect(one.created + other.created).toBe(40);
    expect(await contactCount()).toBe(40);
  });

  it('leave a contact as it is that has the same phone number or e-mail address', async () => {
    const { contacts } = createCrmStore(api.table);
    const { clientId } = account;
    const lina = { firstName: 'Lina', phone: buildLead(1).phone, email: 'lina@bakery.example' };
    const { contact } = await contacts.create(clientId, lina);
    const leadAt = (number: number) =>
      buildLead(number, number === 2 ? { email: 'LINA@bakery.example', phone: undefined } : {});
    jobId = await putRunningJob(api.table, account, { leadAt });
    expect(await exportPage()).toEqual({ created: 38, existing: 2, skipped: 0, cursor: null });
    expect(await contacts.get(clientId, contact.id)).toEqual(contact);
  });

  it('pass over a lead that nobody could reach', async () => {
    const phones = [undefined, 'ask at the desk'];
    const leadAt = (number: number) =>
      buildLead(number, number > 2 ? {} : { phone: phones[number - 1] });
    jobId = await putRunningJob(api.table, account, { leadAt });
    expect(await exportPage()).toMatchObject({ created: 38, skipped: 2 });
  });

  it('are logged when they end, without what they found', async () => {
    await cancel();
    const line = api.lines.findLast(({ message }) => message === 'job ended');
    expect(line).toMatchObject({ jobId, status: 'cancelled', delivered: 40, tokens: 8 });
    const logged = z.string().parse(JSON.stringify(api.lines));
    expect(logged).not.toContain('Bakery 1');
  });
});
