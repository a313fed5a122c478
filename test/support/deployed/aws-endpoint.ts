import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../../../infra/local/gateway/read-body.ts';
import { listen } from '../../../infra/local/listen.ts';
import { createKms } from './kms.ts';
import { type Demand, isAllowed, type Statements } from './iam.ts';
import { readDemands } from './read-demands.ts';
import { readS3Demands } from './read-s3-demands.ts';
import { createS3, type S3Answer } from './s3.ts';

/** What KMS calls itself in the names of its calls. */
const kmsPrefix = 'TrentService.';
const requestLimitBytes = 16 * 1024 * 1024;

export interface RefusedCall extends Demand {
  readonly functionId: string;
}

/** Where the functions find AWS. */
export interface AwsEndpoint {
  readonly url: string;
  /** Calls that the role of their function does not allow. */
  readonly refused: readonly RefusedCall[];
  /** What functions did, as `GetBalance dynamodb:Query arn`. */
  readonly used: ReadonlySet<string>;
  stop(): void;
}

/**
 * Answers the AWS clients of the functions, and lets through what their role allows: who calls
 * stands in the signature, whose access key is the id of the function.
 */
export async function startAwsEndpoint(options: {
  statementsOf: (functionId: string) => Statements;
  arnOf: (name: string) => string;
  dynamoDbUrl: string;
  messagingUrl: string;
  /** The text of every secret. */
  secret: string;
}): Promise<AwsEndpoint> {
  const refused: RefusedCall[] = [];
  const used = new Set<string>();
  const kms = createKms();
  const s3 = createS3();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, requestLimitBytes);
    const target = request.headers['x-amz-target'];
    // S3 alone is asked by method and path.
    if (typeof target !== 'string') return answerS3(request, body, response);
    const demands = readDemands(target, JSON.parse(body.toString()), options.arnOf);
    if (!check(readFunctionId(request), demands)) {
      return write(response, 400, { __type: 'AccessDeniedException' });
    }
    if (target === 'secretsmanager.GetSecretValue') {
      return write(response, 200, { SecretString: options.secret });
    }
    if (target.startsWith(kmsPrefix)) {
      return write(response, 200, kms(target.slice(kmsPrefix.length), JSON.parse(body.toString())));
    }
    const base = target.startsWith('DynamoDB_') ? options.dynamoDbUrl : options.messagingUrl;
    await forward(request, body, base, response);
  }

  /** Whether the role of the function allows all of it. */
  function check(functionId: string, demands: readonly Demand[]): boolean {
    const statements = options.statementsOf(functionId);
    const missing = demands.filter((demand) => !isAllowed(statements, demand));
    for (const demand of missing) refused.push({ functionId, ...demand });
    for (const { action, resource } of demands) used.add(`${functionId} ${action} ${resource}`);
    return missing.length === 0;
  }

  function answerS3(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://s3.example.com');
    const functionId = readFunctionId(request);
    const { needed, listing } = readS3Demands(method, url, options.arnOf);
    if (!check(functionId, [needed])) return write(response, 403, {});
    const canList = isAllowed(options.statementsOf(functionId), listing);
    writeS3(response, s3({ method, url, headers, body }, canList));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) write(response, 500, { message: String(error) });
    });
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, refused, used, stop };
}

/** A signed address of S3 names who signed it in its query. */
const readFunctionId = ({ headers, url = '/' }: IncomingMessage): string =>
  /Credential=(\w+)\//.exec(headers.authorization ?? decodeURIComponent(url))?.[1] ?? 'nobody';

function writeS3(response: ServerResponse, { status, headers, body }: S3Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** DynamoDB Local tells databases apart by access key, so everybody comes with the same one. */
async function forward(
  request: IncomingMessage,
  body: Buffer,
  base: string,
  response: ServerResponse,
): Promise<void> {
  const authorization = request.headers.authorization?.replace(
    /Credential=\w+\//,
    'Credential=local/',
  );
  const answer = await fetch(base + (request.url ?? '/'), {
    method: 'POST',
    headers: {
      'content-type': request.headers['content-type'] ?? 'application/json',
      'x-amz-target': String(request.headers['x-amz-target']),
      'x-amz-date': String(request.headers['x-amz-date']),
      ...(authorization && { authorization }),
    },
    body: new Uint8Array(body),
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function write(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
