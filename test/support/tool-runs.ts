import { AppError } from '../../functions/app-error.ts';
import type { Ledger } from '../../functions/ledger/ledger.ts';
import { createCallToolMetered } from '../../functions/mcp/call-tool-metered.ts';
import type { ConnectTools } from '../../functions/mcp/connect-tools.ts';
import type { McpTool } from '../../functions/mcp/mcp-tool.ts';
import { createServerCatalogue } from '../../functions/mcp/server-catalogue.ts';
import type { ToolCallOptions } from '../../functions/mcp/tool-connection.ts';
import type { ToolResult } from '../../functions/mcp/tool-result.ts';
import { createRunTool } from '../../functions/operations/run-tool.ts';
import type { ToolRequest } from '../../functions/operations/tool-request.ts';
import { createAllowanceStore } from '../../functions/store/allowances.ts';
import { createToolCallStore } from '../../functions/store/tool-calls.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

export const remoteServer = {
  id: 'remote',
  title: 'Remote',
  kind: 'http',
  url: 'https://remote.example.com/mcp',
  auth: { kind: 'none' },
} as const;

export const buildListedTool = (name: string, overrides: Partial<McpTool> = {}): McpTool => ({
  name,
  title: `Title of ${name}`,
  description: '',
  inputSchema: { type: 'object' },
  isReadOnly: false,
  isDestructive: false,
  isIdempotent: false,
  ...overrides,
});

/** Tools of a server; each does its work once for a key, as those of the product do. */
export function createWorkshop(tools: readonly McpTool[]) {
  const results = new Map<string, ToolResult>();
  const workshop = {
    tools,
    /** Keys of the calls that reached a tool, those that were repeated too. */
    calls: [] as (string | undefined)[],
    work: async (): Promise<ToolResult> => ({ isError: false, text: 'Done.' }),
    /** Calls that did work. */
    workCount: () => results.size,
    callTool: async (
      _args: unknown,
      { idempotencyKey = '', isPrecheck = false }: ToolCallOptions = {},
    ) => {
      if (isPrecheck) return { isError: false, text: '' };
      workshop.calls.push(idempotencyKey);
      const result = results.get(idempotencyKey) ?? (await workshop.work());
      results.set(idempotencyKey, result);
      return result;
    },
  };
  return workshop;
}

/** Passes steps on until the process dies: from then on nothing that it does has any effect. */
export type Step = <Result>(work: () => Promise<Result>) => Promise<Result>;

export const immortal: Step = (work) => work();

export function diesAfter(stepCount: number): Step {
  let taken = 0;
  return async (work) => {
    taken += 1;
    if (taken > stepCount) throw new Error('this process is dead');
    return work();
  };
}

/** A process that runs tools: its own stores and ledger over the table that all share. */
export function createToolProcess(
  table: TestTable,
  ledger: Pick<Ledger, 'execute'>,
  workshop: ReturnType<typeof createWorkshop>,
  {
    step = immortal,
    now = () => new Date(),
    connectTools = connectWorkshop(workshop, step),
  }: { step?: Step; now?: () => Date; connectTools?: ConnectTools } = {},
) {
  const store = createToolCallStore(table);
  const toolCalls: typeof store = {
    readCall: (...args) => step(() => store.readCall(...args)),
    startAttempt: (...args) => step(() => store.startAttempt(...args)),
    noteDelivery: (...args) => step(() => store.noteDelivery(...args)),
    finishCall: (...args) => step(() => store.finishCall(...args)),
    giveUpCall: (...args) => step(() => store.giveUpCall(...args)),
  };
  const execute: Ledger['execute'] = (command) => step(() => ledger.execute(command));
  const parts = { ledger: { execute }, toolCalls, log: createRecordingLog(), now };
  return createRunTool({
    ...parts,
    allowances: createAllowanceStore(table),
    catalogue: createServerCatalogue([remoteServer]),
    callToolMetered: createCallToolMetered(parts),
    connectTools,
  });
}

const connectWorkshop =
  (workshop: ReturnType<typeof createWorkshop>, step: Step): ConnectTools =>
  async ({ entry }) => {
    const tools = workshop.tools.filter(
      ({ name }) => (name === 'post') === (entry.kind === 'http'),
    );
    return {
      tools,
      close: async () => undefined,
      callTool: async (name, args, options) => {
        if (!tools.some((tool) => tool.name === name)) throw new AppError('tool_not_found');
        return step(() => workshop.callTool(args, options));
      },
    };
  };

/** A call of the tool that places calls, approved. */
export const buildToolRequest = (
  accountId: string,
  overrides: Partial<ToolRequest> = {},
): ToolRequest => ({
  principal: { accountId, actor: 'key:k' },
  clientId: '15',
  server: 'outreach',
  name: 'outbound_call',
  args: { to: '+12025550143' },
  key: 'key-1',
  approvedTokens: 1,
  ...overrides,
});
