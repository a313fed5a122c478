import { inputRequired, type InputRequiredResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { AppError } from '../app-error.ts';
import type { ClientAbilities } from './read-client-abilities.ts';
import { approvalQuestionName, type UserAnswers, writeState } from './user-answers.ts';

const topUpName = 'top-up';
const approvalMembersSchema = z.object({ tokens: z.int().min(0), title: z.string() });

/**
 * What the user could do about a refusal: say yes to a price, or get tokens. Each is asked once.
 *
 * @param request.publicOrigin where the address for more tokens leads
 * @returns null when the client cannot ask, has asked already, or nothing would help
 */
export function askUser(
  { code, message, members }: AppError,
  request: {
    readonly abilities: ClientAbilities;
    readonly answers: UserAnswers;
    readonly publicOrigin: string;
  },
): InputRequiredResult | null {
  const { abilities, answers, publicOrigin } = request;
  if (code === 'approval_required' && abilities.canShowForm) {
    const { tokens, title } = approvalMembersSchema.parse(members);
    return askOnce(approvalQuestionName(tokens), approvalQuestion(title, tokens), answers);
  }
  if (code === 'insufficient_tokens' && abilities.canOpenUrl) {
    const url = new URL(z.string().parse(members['topUpUrl']), publicOrigin).href;
    return askOnce(topUpName, inputRequired.elicitUrl({ message, url }), answers);
  }
  return null;
}

function askOnce(
  name: string,
  question: ReturnType<typeof inputRequired.elicit>,
  answers: UserAnswers,
): InputRequiredResult | null {
  if (answers.asked.includes(name)) return null;
  const requestState = writeState({ ...answers, asked: [...answers.asked, name] });
  return inputRequired({ inputRequests: { [name]: question }, requestState });
}

const approvalQuestion = (title: string, tokens: number) =>
  inputRequired.elicit({
    message: `${title}: this costs ${nameTokens(tokens)}.`,
    requestedSchema: {
      type: 'object',
      properties: { approve: { type: 'boolean', title: `Do it for ${nameTokens(tokens)}` } },
      required: ['approve'],
    },
  });

const nameTokens = (tokens: number) => (tokens === 1 ? '1 token' : `${tokens} tokens`);
