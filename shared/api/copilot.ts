import * as z from 'zod';
import { limits } from '../limits.ts';
import { balanceSummarySchema, idSchema, messageIdSchema, timeSchema } from './primitives.ts';

/** A tool as the page shows it: its price is known before it runs. */
export const sessionToolSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** The priced service, or null for a free tool. */
  service: z.string().nullable(),
  /** Tokens for one call, or for one lot of a service sold in lots. */
  tokens: z.int().min(0),
  isReadOnly: z.boolean(),
  /** Asks on a card before it runs: priced or destructive. */
  needsApproval: z.boolean(),
});
export type SessionTool = z.infer<typeof sessionToolSchema>;

export const connectBodySchema = z.strictObject({
  clientId: idSchema,
  /** An entry of the server catalogue. */
  server: idSchema.default('crm'),
  /** Goes on with an earlier conversation of the same client. */
  conversationId: idSchema.optional(),
});

export const sessionSchema = z.object({
  sessionId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  server: z.string(),
  serverTitle: z.string(),
  conversationId: z.string(),
  tools: z.array(sessionToolSchema),
  /** What answers: `offline` is the built-in assistant, which no page may pass off as more. */
  model: z.object({ provider: z.string(), name: z.string() }),
  balance: balanceSummarySchema,
  expiresAt: timeSchema,
});
export type Session = z.infer<typeof sessionSchema>;

export const approvalSchema = z
  .strictObject({
    approvalId: idSchema,
    approved: z.boolean(),
    /** From now on this tool runs for this client without asking. */
    always: z.boolean().optional(),
  })
  .refine(({ approved, always }) => approved || always !== true, {
    message: 'only an approval can be for always',
    path: ['always'],
  });

/** Either a new message (`text`) or the answers to the approvals that message waits for. */
export const chatBodySchema = z
  .strictObject({
    sessionId: idSchema,
    message: z.strictObject({
      id: messageIdSchema,
      text: z.string().trim().min(1).max(limits.messageTextCharacters).optional(),
    }),
    approvals: z.array(approvalSchema).min(1).max(limits.approvalsPerRequestCount).optional(),
  })
  .refine((body) => (body.message.text === undefined) !== (body.approvals === undefined), {
    message: 'send either message.text or approvals',
    path: ['message', 'text'],
  });
export type ChatBody = z.infer<typeof chatBodySchema>;

/**
 * The cost of a turn, as metadata of the assistant's message. `tokens` is what the turn cost in
 * the end, its tool calls included.
 */
export const turnMetadataSchema = z.object({
  /** Id of the user's message that this reply answers. */
  turnId: z.string(),
  createdAt: timeSchema.optional(),
  tokens: z.int().min(0).optional(),
  balanceAfter: z.int().min(0).optional(),
  /** `waiting`: an approval card is open; approving goes on with the same turn. */
  outcome: z.enum(['running', 'completed', 'stopped', 'waiting', 'failed']).optional(),
  /** The stored reply of a message that was sent again; it was not charged again. */
  isReplay: z.boolean().optional(),
});
export type TurnMetadata = z.infer<typeof turnMetadataSchema>;

/** Custom parts of the stream. Transient: shown while they last, not kept in the message. */
export const phasePartSchema = z.object({
  phase: z.enum(['connecting', 'thinking', 'calling']),
  tool: z.string().optional(),
});
export type PhasePart = z.infer<typeof phasePartSchema>;

/** Carried by an approval request, so that the card can show what saying yes will cost. */
export const approvalDescriptorSchema = z.object({
  title: z.string(),
  service: z.string().nullable(),
  tokens: z.int().min(0),
  isDestructive: z.boolean(),
});
export type ApprovalDescriptor = z.infer<typeof approvalDescriptorSchema>;

export const uiMessageSchema = z.object({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  metadata: turnMetadataSchema.optional(),
  parts: z.array(z.looseObject({ type: z.string() })),
});
export type StoredMessage = z.infer<typeof uiMessageSchema>;

export const conversationSchema = z.object({
  conversationId: z.string(),
  clientId: z.string(),
  /** Oldest first. */
  messages: z.array(uiMessageSchema),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const stopTurnSchema = z.object({ messageId: z.string(), isStopping: z.boolean() });

export const meSchema = z.object({
  accountId: z.string(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  clients: z.array(z.object({ clientId: z.string(), name: z.string() })),
  balance: balanceSummarySchema,
});
export type Me = z.infer<typeof meSchema>;

export const sessionParamsSchema = z.strictObject({ sessionId: idSchema });
export const conversationParamsSchema = z.strictObject({ conversationId: idSchema });
export const turnParamsSchema = z.strictObject({ messageId: messageIdSchema });
