import { acceptedContent } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';

/** What the user of a client has been asked about one call so far. */
export interface UserAnswers {
  /** The largest cost that they said yes to; null: none. */
  readonly approvedTokens: number | null;
  /** Names of the questions, whatever the answer was. */
  readonly asked: readonly string[];
}

/** More than there are kinds of questions; a price may change in between. */
const questionsCount = 8;
const stateSchema = z.object({
  approvedTokens: z.int().min(0).max(limits.tokensPerCommand).nullable(),
  asked: z.array(z.string().max(limits.idCharacters)).max(questionsCount),
});
const yesSchema = z.object({ approve: z.literal(true) });

/** The question carries its price, so that a yes to one price is no yes to another. */
export const approvalQuestionName = (tokens: number): string => `approve-tokens-${tokens}`;

/**
 * Puts together the answers of this round and, from the state that the client brings back, of those
 * before. The state is not signed: a client may as well say in `_meta` what its user approved.
 */
export function readUserAnswers(
  responses: Readonly<Record<string, unknown>> | undefined,
  state: string | undefined,
): UserAnswers {
  const { approvedTokens, asked } = readState(state);
  const approvals = Object.keys(responses ?? {}).flatMap((name) => {
    const tokens = /^approve-tokens-(\d{1,10})$/.exec(name)?.[1];
    const isYes = acceptedContent(responses, name, yesSchema) !== undefined;
    return tokens !== undefined && isYes ? [Number(tokens)] : [];
  });
  const all = approvedTokens === null ? approvals : [approvedTokens, ...approvals];
  return { approvedTokens: all.length === 0 ? null : Math.max(...all), asked };
}

/** What the client brings back with the answer to a further question. */
export const writeState = ({ approvedTokens, asked }: UserAnswers): string =>
  JSON.stringify({ approvedTokens, asked });

/** A state that cannot be read is none: the worst that follows is a question asked again. */
function readState(state: string | undefined): UserAnswers {
  try {
    return stateSchema.parse(JSON.parse(state ?? 'null'));
  } catch {
    return { approvedTokens: null, asked: [] };
  }
}
