import * as z from 'zod/mini';

/** What the page reads of a call, as the tools answer it. */
const callStatuses = [
  'placing',
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const;
export type CallStatus = (typeof callStatuses)[number];

export const callAnswerSchema = z.object({
  call: z.object({
    callId: z.string(),
    to: z.string(),
    status: z.enum(callStatuses),
    provider: z.string(),
  }),
});
export type Call = z.infer<typeof callAnswerSchema>['call'];

const moving: readonly CallStatus[] = ['placing', 'queued', 'ringing', 'in-progress'];

export const hasCallEnded = ({ status }: Pick<Call, 'status'>): boolean => !moving.includes(status);
