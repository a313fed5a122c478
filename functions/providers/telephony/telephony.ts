import * as z from 'zod';

/** How a call stands, in the words of telephone providers. */
export const callStatusSchema = z.enum([
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
]);
export type CallStatus = z.infer<typeof callStatusSchema>;

/** Through these a call goes in this order, before it ends one way or another. */
export const movingStatuses: readonly CallStatus[] = ['queued', 'ringing', 'in-progress'];

export const hasCallEnded = (status: CallStatus): boolean => !movingStatuses.includes(status);

/** How a call stands, as its provider says. */
export interface CallState {
  readonly status: CallStatus;
  /** How long it was talked; known when it has ended. */
  readonly durationSeconds?: number | undefined;
}

export interface CallToPlace {
  /** E.164. */
  readonly to: string;
  /** Said to who answers. */
  readonly message: string;
  /** Whose call it is and its name with us, for a provider that tells how it goes. */
  readonly clientId: string;
  readonly callId: string;
}

export interface PlacedCall {
  /** The call's name at the provider. */
  readonly providerCallId: string;
  readonly status: CallStatus;
}

/** Places telephone calls and says how they go. */
export interface Telephony {
  /** Shown with every call, so that nobody takes a simulated one for a real one. */
  readonly providerName: string;
  /** @throws AppError `provider_failed` when the call was not placed */
  placeCall(call: CallToPlace): Promise<PlacedCall>;
  /**
   * @param call.placedAt ISO 8601
   * @throws AppError `provider_failed`
   */
  readStatus(call: {
    readonly providerCallId: string;
    readonly to: string;
    readonly placedAt: string;
  }): Promise<CallState>;
}
