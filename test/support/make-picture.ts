import * as z from 'zod';
import type { TestAccount } from './api-accounts.ts';
import { keyed } from './api-charges.ts';
import type { Chat } from './api-client.ts';

const outcomeSchema = z.looseObject({ structured: z.looseObject({ imageId: z.string() }) });

/** Has a picture made for a token. @returns its id */
export async function makePicture(
  account: Pick<TestAccount, 'call'>,
  { sessionId }: Pick<Chat, 'sessionId'>,
): Promise<string> {
  const request = { sessionId, arguments: { prompt: 'our new bakery' }, approvedTokens: 1 };
  const path = '/api/mcp/tools/generate_image';
  const { body } = await account.call('POST', path, request, keyed());
  return outcomeSchema.parse(body).structured.imageId;
}
