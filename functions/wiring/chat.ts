import { readApprovalConfig } from '../config.ts';
import { createCallToolMetered } from '../mcp/call-tool-metered.ts';
import { createChat } from '../operations/chat.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createTurnStore } from '../store/turns.ts';
import { ledger, log, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

export async function chat() {
  const environment = await readEnvironmentWithSecrets(process.env);
  return createChat({
    ...sessionParts(environment),
    turns: createTurnStore(table()),
    callToolMetered: createCallToolMetered({ ledger: ledger(), log: log() }),
    approvalSecret: readApprovalConfig(environment).APPROVAL_SECRET,
  });
}
