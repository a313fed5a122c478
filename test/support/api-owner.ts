import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { createCrmStore } from '../../functions/store/crm/crm-store.ts';
import type { TestAccount } from './api-accounts.ts';
import { takeHold } from './api-charges.ts';
import type { Chat } from './api-client.ts';
import type { RequestIds } from './api-requests.ts';
import { makePicture } from './make-picture.ts';
import type { TestApi } from './api-server.ts';

/** Somebody who has one of everything that a request can name. */
export interface Owner {
  readonly account: TestAccount;
  readonly chat: Chat;
  readonly ids: RequestIds;
  /** What nobody else may ever read in an answer. */
  readonly secrets: readonly string[];
}

export async function openOwner(api: TestApi, email: string): Promise<Owner> {
  const account = await api.openAccount({ email });
  const chat = await account.chat();
  const messageId = randomUUID();
  const text = `about ${randomUUID()}`;
  await chat.say(text, messageId);
  const contactEmail = `${randomUUID()}@example.com`;
  const { contacts } = createCrmStore(api.table);
  await contacts.create(account.clientId, { firstName: 'Lina', email: contactEmail });
  const { holdId } = await takeHold(account, { reference: { order: messageId } });
  const made = await account.call('POST', '/api/api-keys', { name: 'Key', scopes: ['chat'] });
  const { keyId, secret } = z
    .looseObject({ keyId: z.string(), secret: z.string() })
    .parse(made.body);
  const token = `pit-${randomUUID()}`;
  const credentialsPath = `/api/clients/${account.clientId}/credentials/gohighlevel`;
  await account.call('PUT', credentialsPath, { fields: { token } });
  const { sessionId, conversationId } = chat;
  const ids = {
    clientId: account.clientId,
    sessionId,
    conversationId,
    messageId,
    holdId,
    keyId,
    jobId: await account.startJob(),
    mediaId: await makePicture(account, chat),
    callId: await account.placeCall(),
  };
  const { accountId, apiKey } = account;
  const secrets = [
    ...Object.values(ids),
    accountId,
    apiKey,
    secret,
    email,
    contactEmail,
    text,
    token,
  ];
  return { account, chat, ids, secrets };
}
