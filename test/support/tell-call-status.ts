import type { TestAccount } from './api-accounts.ts';
import { testOrigin } from './api-environment.ts';
import { buildCallForm, signForm } from './twilio-server.ts';

const formType = 'application/x-www-form-urlencoded';

/** Tells how a call goes, as Twilio does: in a form that it has signed. */
export function tellCallStatus(
  account: Pick<TestAccount, 'clientId' | 'call'>,
  callId: string,
  fields: Readonly<Record<string, string>> = {},
  overrides: { readonly signature?: string; readonly path?: string; readonly body?: string } = {},
) {
  const form = buildCallForm(fields);
  const path = `/api/webhooks/twilio/${account.clientId}/${callId}`;
  const { signature = signForm(testOrigin + path, form) } = overrides;
  const body = overrides.body ?? new URLSearchParams(form).toString();
  const headers = { 'content-type': formType, 'x-twilio-signature': signature };
  return account.call('POST', overrides.path ?? path, body, headers);
}
