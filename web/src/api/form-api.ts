import {
  type Estimate,
  estimateSchema,
  type Job,
  type JobList,
  jobListSchema,
  type JobResults,
  jobResultsSchema,
  jobSchema,
  type SavedLeads,
  savedLeadsSchema,
  type ToolOutcome,
  toolOutcomeSchema,
} from './form-answer-schemas.ts';
import { fillPath } from './fill-path.ts';
import { paths } from './paths.ts';
import { sendForAnswer } from './send-for-answer.ts';
import { type RequestPorts, sendRequest } from './send-request.ts';

/** Of the jobs that a page offers to look at again. */
const jobCount = 10;

export interface ToolRequestBody {
  readonly sessionId: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The cost that was shown and agreed to; absent for a tool that does not ask. */
  readonly approvedTokens?: number;
}

/** What the forms ask besides what every page asks. Each throws as `sendRequest` does. */
export interface FormApi {
  estimate(service: string, quantity: number): Promise<Estimate>;
  /** @param key the same key is the same call, however often it is sent */
  callTool(name: string, body: ToolRequestBody, key: string): Promise<ToolOutcome>;
  /** The newest jobs of a client. */
  listJobs(clientId: string): Promise<JobList>;
  getJob(jobId: string): Promise<Job>;
  cancelJob(jobId: string): Promise<Job>;
  listLeads(jobId: string, cursor: string | null): Promise<JobResults>;
  /** All leads of a job as CSV. */
  downloadLeads(jobId: string): Promise<Blob>;
  /** Makes contacts of the next leads. */
  saveLeads(jobId: string, cursor: string | null): Promise<SavedLeads>;
}

export function createFormApi(ports: RequestPorts): FormApi {
  const getResults = (jobId: string) => fillPath(paths.getJobResults, { jobId });
  return {
    estimate: (service, quantity) =>
      sendForAnswer(
        ports,
        { method: 'POST', path: paths.estimateCharge, body: { service, quantity } },
        estimateSchema,
      ),
    callTool: (name, body, key) =>
      sendForAnswer(
        ports,
        {
          method: 'POST',
          path: fillPath(paths.callTool, { name }),
          body,
          headers: { 'idempotency-key': key },
        },
        toolOutcomeSchema,
      ),
    listJobs: (clientId) => {
      const query = new URLSearchParams({ clientId, limit: String(jobCount) });
      return sendForAnswer(
        ports,
        { method: 'GET', path: `${paths.listJobs}?${query}` },
        jobListSchema,
      );
    },
    getJob: (jobId) =>
      sendForAnswer(ports, { method: 'GET', path: fillPath(paths.getJob, { jobId }) }, jobSchema),
    cancelJob: (jobId) =>
      sendForAnswer(
        ports,
        { method: 'DELETE', path: fillPath(paths.cancelJob, { jobId }) },
        jobSchema,
      ),
    listLeads: (jobId, cursor) => {
      const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`;
      return sendForAnswer(
        ports,
        { method: 'GET', path: getResults(jobId) + query },
        jobResultsSchema,
      );
    },
    async downloadLeads(jobId) {
      const headers = { accept: 'text/csv' };
      return (await sendRequest(ports, { method: 'GET', path: getResults(jobId), headers })).blob();
    },
    saveLeads: (jobId, cursor) =>
      sendForAnswer(
        ports,
        {
          method: 'POST',
          path: fillPath(paths.exportJob, { jobId }),
          body: cursor === null ? {} : { cursor },
        },
        savedLeadsSchema,
      ),
  };
}
