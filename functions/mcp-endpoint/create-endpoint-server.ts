import { randomUUID } from 'node:crypto';
import { type ListToolsResult, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Balance } from '../../shared/api/tokens.ts';
import { balanceTool } from '../agent/balance-tool.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { logProblem } from '../http/problem-response.ts';
import {
  listSessionTools,
  type ListSessionToolsDependencies,
} from '../operations/list-session-tools.ts';
import type { RunTool } from '../operations/tool-request.ts';
import type { Principal } from '../principal.ts';
import { toAppError } from '../problem.ts';
import type { AccountStore } from '../store/accounts.ts';
import { callBalanceTool } from './call-balance-tool.ts';
import { callEndpointTool } from './call-endpoint-tool.ts';
import { chooseClient } from './choose-client.ts';
import { describeTool } from './describe-tool.ts';
import { readRequestMeta, type RequestMeta } from './endpoint-meta.ts';
import type { FollowJob } from './follow-job.ts';
import { forwardProgress } from './forward-progress.ts';
import { readClientAbilities } from './read-client-abilities.ts';
import { toProtocolError } from './to-protocol-error.ts';
import { readUserAnswers } from './user-answers.ts';

export interface EndpointDependencies extends ListSessionToolsDependencies {
  readonly accounts: Pick<AccountStore, 'readClient' | 'listClients'>;
  readonly runTool: RunTool;
  readonly followJob: FollowJob;
  readonly readBalance: (accountId: string) => Promise<Balance>;
  readonly log: Log;
  readonly publicOrigin: string;
}

export interface EndpointCaller {
  readonly principal: Principal;
  /** What the headers say; the `_meta` of a request goes before them. */
  readonly headers: Pick<RequestMeta, 'clientId' | 'server' | 'idempotencyKey'>;
  /** What the request has left of its time. */
  readonly remainingMs: () => number;
}

const defaultServer = 'crm';
const instructions =
  'Tools of a CRM and for outreach. Some cost prepaid tokens: the price stands in the _meta of ' +
  'each tool, and is taken only when the tool succeeds.';

/** The MCP server that one caller talks to for one request. */
export function createEndpointServer(
  dependencies: EndpointDependencies,
  caller: EndpointCaller,
): McpServer {
  const { accounts, log } = dependencies;
  const names = { name: 'metered-copilot', title: 'Metered Copilot', version: '1.0.0' };
  const mcp = new McpServer(names, { capabilities: { tools: {} }, instructions });

  const reportRefusal = (error: AppError) => logProblem(log, error, 'POST /mcp');

  /** Whom a request works for, and with which tools. */
  async function readTarget(context: ServerContext) {
    const meta = readRequestMeta(context.mcpReq._meta);
    const { clientId: wanted = caller.headers.clientId } = meta;
    const clientId = await chooseClient(accounts, caller.principal.accountId, wanted);
    return { meta, clientId, server: meta.server ?? caller.headers.server ?? defaultServer };
  }

  async function refuse(thrown: unknown): Promise<never> {
    const error = thrown instanceof z.ZodError ? malformed(thrown) : toAppError(thrown);
    reportRefusal(error);
    throw toProtocolError(error);
  }

  async function listTools(context: ServerContext): Promise<ListToolsResult> {
    const { offered } = await listSessionTools(dependencies, await readTarget(context));
    return { tools: offered.map(describeTool) };
  }

  mcp.server.setRequestHandler('tools/list', (_request, context) =>
    listTools(context).catch(refuse),
  );

  mcp.server.setRequestHandler('tools/call', async ({ params }, context) => {
    if (params.name === balanceTool.name) {
      return callBalanceTool(dependencies, caller, context).catch(refuse);
    }
    const { meta, clientId, server } = await readTarget(context).catch(refuse);
    const { envelope, inputResponses, requestState, signal, _meta } = context.mcpReq;
    const onProgress = forwardProgress(context);
    const { remainingMs } = caller;
    const isFollowing = _meta?.progressToken !== undefined;
    const call = {
      principal: caller.principal,
      clientId,
      server,
      name: params.name,
      args: params.arguments ?? {},
      key: meta.idempotencyKey ?? caller.headers.idempotencyKey ?? randomUUID(),
      approvedTokens: meta.approvedTokens ?? null,
      onProgress,
      follower: isFollowing ? { clientId, onProgress, signal, remainingMs } : null,
      abilities: readClientAbilities(envelope),
      answers: readUserAnswers(inputResponses, requestState<string>()),
    };
    return callEndpointTool({ ...dependencies, reportRefusal }, call);
  });
  return mcp;
}

function malformed(error: z.ZodError): AppError {
  return new AppError('malformed_request', { detail: z.prettifyError(error) });
}
