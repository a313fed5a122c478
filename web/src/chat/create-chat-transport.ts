import type { ChatTransport } from 'ai';
import { ConnectionLostError } from '../api/connection-lost-error.ts';
import type { CopilotMessage } from './copilot-message.ts';
import { awaitTurn, openTurn, type TurnPorts } from './open-turn.ts';
import { planTurnRequest } from './plan-turn-request.ts';
import { readTurnStream } from './read-turn-stream.ts';

export interface ChatTransportPorts extends TurnPorts {
  readonly now: () => number;
}

/** Request metadata of the AI SDK: asks for the reply of a turn that is still running. */
export const awaitReply = { awaitsReply: true } as const;

/** Carries turns between `useChat` and the API. */
export function createChatTransport(ports: ChatTransportPorts): ChatTransport<CopilotMessage> {
  return {
    async sendMessages({ messages, abortSignal, metadata }) {
      const request = planTurnRequest(messages);
      const open = metadata === awaitReply ? awaitTurn : openTurn;
      const { body } = await open(ports, request, abortSignal);
      if (!body) throw new ConnectionLostError('the reply has no body');
      return readTurnStream(body, ports.now);
    },
    // A reply that was cut off is asked for again under its message id instead.
    reconnectToStream: async () => null,
  };
}
