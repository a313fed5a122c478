import { describe, expect, it } from 'vitest';
import { createFormApi } from '../../web/src/api/form-api.ts';
import { saveAllLeads, type SavedCounts } from '../../web/src/leads/save-all-leads.ts';
import { accessTokens, problemResponse, scriptedFetch } from './support/answers.ts';
import { affordable, outcome } from './support/form-calls.ts';

const apiAnswering = (...answers: Response[]) => {
  const { fetch, requests } = scriptedFetch(...answers);
  return { api: createFormApi({ fetch, accessTokens: accessTokens() }), requests };
};
const headersOf = ({ init }: { init: RequestInit }) => new Headers(init.headers);

describe('createFormApi', () => {
  it('asks what something costs', async () => {
    const { api, requests } = apiAnswering(Response.json(affordable));
    expect(await api.estimate('outbound_call', 1)).toEqual(affordable);
    expect(requests[0]?.init.body).toBe('{"service":"outbound_call","quantity":1}');
  });

  it('calls a tool under its key', async () => {
    const { api, requests } = apiAnswering(Response.json(outcome(), { status: 202 }));
    const body = { sessionId: 'session-1', arguments: {}, approvedTokens: 1 };
    expect(await api.callTool('outbound_call', body, 'key-1')).toEqual(outcome());
    expect(requests[0]?.path).toBe('/api/mcp/tools/outbound_call');
    expect(headersOf(requests[0]!).get('idempotency-key')).toBe('key-1');
  });

  it('lists the newest jobs of a client', async () => {
    const { api, requests } = apiAnswering(Response.json({ jobs: [], cursor: null }));
    await api.listJobs('15');
    expect(requests[0]?.path).toBe('/api/jobs?clientId=15&limit=10');
  });

  it('reads the next page of leads', async () => {
    const { api, requests } = apiAnswering(Response.json({ leads: [], cursor: null }));
    await api.listLeads('job_1', '20');
    expect(requests[0]?.path).toBe('/api/jobs/job_1/results?cursor=20');
  });

  it('downloads leads as they come', async () => {
    const { api, requests } = apiAnswering(new Response('name\r\nLina\r\n'));
    expect(await (await api.downloadLeads('job_1')).text()).toBe('name\r\nLina\r\n');
    expect(headersOf(requests[0]!).get('accept')).toBe('text/csv');
  });

  it('cancels a job by deleting it', async () => {
    const { api, requests } = apiAnswering(problemResponse({ code: 'job_not_found', status: 404 }));
    await expect(api.cancelJob('job_1')).rejects.toMatchObject({
      problem: { code: 'job_not_found' },
    });
    expect(requests[0]).toMatchObject({ path: '/api/jobs/job_1', init: { method: 'DELETE' } });
  });
});

describe('saveAllLeads', () => {
  const page = (cursor: string | null) =>
    Response.json({ created: 2, existing: 1, skipped: 1, cursor });

  it('goes on until no lead is left, and adds up what became of them', async () => {
    const { api, requests } = apiAnswering(page('100'), page(null));
    const progress: SavedCounts[] = [];
    const saved = await saveAllLeads(api, 'job_1', (counts) => void progress.push(counts));
    expect(saved).toEqual({ created: 4, existing: 2, skipped: 2 });
    expect(progress).toHaveLength(2);
    expect(requests.map(({ init }) => init.body)).toEqual(['{}', '{"cursor":"100"}']);
  });

  it('ends with a server that always has more', async () => {
    const { api, requests } = apiAnswering(...Array.from({ length: 60 }, () => page('1')));
    await saveAllLeads(api, 'job_1', () => undefined);
    expect(requests).toHaveLength(50);
  });
});
