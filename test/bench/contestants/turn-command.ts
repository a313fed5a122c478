import { randomUUID } from 'node:crypto';
import type { ChargeCommand } from '../../../functions/ledger/commands.ts';
import { benchActor } from './open-account.ts';

/** What a chat turn charges, with ids as long as real ones: sizes decide what a write costs. */
export function turnCommand(accountId: string): ChargeCommand {
  const messageId = randomUUID();
  return {
    kind: 'charge',
    accountId,
    actor: benchActor,
    idempotencyKey: messageId,
    service: 'ai_chat_message',
    quantity: 1,
    clientId: '15',
    sessionId: `ses_${randomUUID()}`,
    reference: { messageId },
  };
}
