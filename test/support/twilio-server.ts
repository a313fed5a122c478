import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

export const twilioToken = 'a token for tests only';

/** Of an account at a Twilio that a test stands in for. */
export const twilioVariables = {
  TWILIO_ACCOUNT_SID: 'AC0123456789',
  TWILIO_AUTH_TOKEN: twilioToken,
  TWILIO_FROM: '+15005550006',
};

export interface TwilioAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TwilioServer extends AsyncDisposable {
  readonly apiUrl: string;
  /** What it was asked, oldest first. */
  readonly requests: {
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly authorization: string | undefined;
    readonly form: URLSearchParams;
  }[];
  /** What it answers from now on; null for nothing at all. Else it takes every call. */
  answer: TwilioAnswer | null | undefined;
  /** What it does before it answers. */
  onRequest: ((form: URLSearchParams, number: number) => Promise<void>) | undefined;
}

/** Answers as Twilio would, and writes down what it was asked. */
export async function startTwilio(): Promise<TwilioServer> {
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => void answer(incoming, new URLSearchParams(body), outgoing));
  });
  async function answer(
    { method, url, headers: { authorization } }: IncomingMessage,
    form: URLSearchParams,
    outgoing: ServerResponse,
  ) {
    const number = twilio.requests.push({ method, url, authorization, form });
    await twilio.onRequest?.(form, number);
    const { answer = takeCall(number) } = twilio;
    if (answer === null) return;
    outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    outgoing.end(JSON.stringify(answer.body));
  }
  const twilio: TwilioServer = {
    apiUrl: `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`,
    requests: [],
    answer: undefined,
    onRequest: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return twilio;
}

const takeCall = (number: number): TwilioAnswer => ({
  status: 201,
  body: { sid: `CA${number}`, status: 'queued' },
});

/** The fields of a status webhook, as Twilio sends them among others. */
export const buildCallForm = (
  overrides: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  CallSid: 'CA1',
  CallStatus: 'ringing',
  AccountSid: twilioVariables.TWILIO_ACCOUNT_SID,
  From: '+15005550006',
  To: '+12025550143',
  CallerName: 'José & co = 100 %',
  ...overrides,
});

/** As Twilio describes its signature; written a second time here. */
export function signForm(
  url: string,
  form: Readonly<Record<string, string>>,
  token: string = twilioToken,
): string {
  const fields = Object.entries(form).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHmac('sha1', token)
    .update([url, ...fields.flat()].join(''))
    .digest('base64');
}
