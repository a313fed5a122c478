import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import type { CallState, CallStatus, Telephony } from './telephony.ts';

/** How long a simulated call waits, rings and talks. */
const queuedMs = 2_000;
const ringingMs = 4_000;
const talkingMs = 20_000;

/** Numbers by their end that do not go well; all others are answered. */
const refusedEnding = '0001';
const endings: readonly (readonly [string, CallStatus])[] = [
  ['0002', 'busy'],
  ['0003', 'no-answer'],
  ['0004', 'failed'],
];

/**
 * Calls nobody: how a call goes follows from its number and its age, so that it is the same in
 * every process and needs no clockwork. Numbers ending in 0001 are refused; 0002 is busy, 0003
 * does not answer, 0004 fails.
 */
export const createSimulatedTelephony = ({ now }: { readonly now: () => Date }): Telephony => ({
  providerName: 'simulator',
  placeCall: async ({ to }) => {
    if (to.endsWith(refusedEnding)) {
      throw new AppError('provider_failed', {
        detail: 'The call was not placed: this number cannot be called.',
      });
    }
    return { providerCallId: `simulated-${randomUUID()}`, status: 'queued' };
  },
  readStatus: async ({ to, placedAt }) =>
    stateAfter(to, now().getTime() - new Date(placedAt).getTime()),
});

function stateAfter(to: string, ageMs: number): CallState {
  if (ageMs < queuedMs) return { status: 'queued' };
  if (ageMs < queuedMs + ringingMs) return { status: 'ringing' };
  const ended = endings.find(([ending]) => to.endsWith(ending));
  if (ended) return { status: ended[1] };
  if (ageMs < queuedMs + ringingMs + talkingMs) return { status: 'in-progress' };
  return { status: 'completed', durationSeconds: talkingMs / 1_000 };
}
