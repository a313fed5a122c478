import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createDynamoDbClient } from '../../../infra/local/create-dynamodb-client.ts';
import { createGateway } from '../../../infra/local/gateway/create-gateway.ts';
import { listen } from '../../../infra/local/listen.ts';
import { startMessaging } from '../../../infra/local/triggers/start-messaging.ts';
import { queueUrl } from '../../../infra/local/triggers/queue-url.ts';
import { type QueueName, queues } from '../../../shared/triggers.ts';
import { createRecordingLog } from '../recording-log.ts';
import type { TestTable } from '../table.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws-endpoint.ts';
import { type FunctionInstance, startFunction } from './function-instance.ts';
import { readStatements } from './iam.ts';
import { readApi } from './read-api.ts';
import { createResolver, type NameResource } from './resolve-value.ts';
import { findResources, type FoundResource, type Templates } from './templates.ts';
import { toLambdaHandler } from './to-lambda-handler.ts';

export interface DeployedApp extends AsyncDisposable {
  /** Where API Gateway would answer. */
  readonly url: string;
  readonly table: TestTable;
  readonly aws: AwsEndpoint;
  readonly queues: Awaited<ReturnType<typeof startMessaging>>['queues'];
  /** Full names of the functions that were started, without the prefix of the stage. */
  readonly started: ReadonlySet<string>;
  /** Invokes the function of this name with an event, as a trigger would. */
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
}

// The keys of a constant are exactly the names of the queues.
const queueNames = Object.keys(queues) as QueueName[];
const functionSchema = z.looseObject({
  FunctionName: z.string(),
  Timeout: z.number(),
  Code: z.looseObject({ S3Key: z.string() }),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/**
 * Deploys the templates of all stacks on this machine, as far as it has what they ask for: the
 * table as described on DynamoDB Local, each function from its asset in a process with nothing but
 * its variables, methods and authorizer of the API, and in front of AWS the permissions of each
 * role. Cognito, CloudFront, schedules and alarms are not run.
 */
export async function deployApp(
  templates: Templates,
  options: {
    /** Where `cdk synth` put the assets. */
    assemblyDirectory: string;
    dynamoDbUrl: string;
    localDir: string;
    prefix: string;
    secret: string;
  },
): Promise<DeployedApp> {
  const cleanup = new AsyncDisposableStack();
  const { dynamoDbUrl, localDir, prefix, secret } = options;
  const messaging = await startMessaging({ localDir, dataDir: undefined });
  cleanup.defer(messaging.stop);

  const suffix = randomUUID();
  const nameResource: NameResource = ({ logicalId, type, properties }, attribute) => {
    if (type === 'AWS::SQS::Queue' && attribute === null) {
      const name = String(properties['QueueName']);
      const isOf = (queue: QueueName) => name.includes(`-${queue}`);
      return queueUrl(messaging.url, queueNames.find(isOf) ?? 'usage');
    }
    if (attribute === null) return `${logicalId}-${suffix}`;
    if (attribute === 'DomainName') return `${logicalId.toLowerCase()}.example.com`;
    if (attribute === 'ProviderURL') return 'https://issuer.example.com/pool';
    return `arn:aws:here:us-east-1:123456789012:${logicalId}-${suffix}/${attribute}`;
  };
  const resolve = createResolver(templates, nameResource);
  /** What policies call the thing that a request names. A secret is named by its ARN already. */
  const arnsByName = new Map(
    ['AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::Events::EventBus', 'AWS::S3::Bucket']
      .flatMap((type) => findResources(templates, type))
      .map(({ stack, logicalId }) => [
        String(resolve(stack, { Ref: logicalId })),
        String(resolve(stack, { 'Fn::GetAtt': [logicalId, 'Arn'] })),
      ]),
  );
  const arnOf = (name: string) => arnsByName.get(name) ?? name;

  const table = await createTableOf(templates, resolve, dynamoDbUrl);
  const functions = new Map(
    findResources(templates, 'AWS::Lambda::Function').map((found) => [found.logicalId, found]),
  );
  const requireFunction = (logicalId: string): FoundResource => {
    const found = functions.get(logicalId);
    if (!found) throw new Error(`No stack has the function ${logicalId}.`);
    return found;
  };
  const aws = await startAwsEndpoint({
    statementsOf: (id) => readStatements(templates, resolve, requireFunction(id)),
    arnOf,
    dynamoDbUrl,
    messagingUrl: messaging.url,
    secret,
  });
  cleanup.defer(aws.stop);

  const instances = new Map<string, Promise<FunctionInstance>>();
  const started = new Set<string>();
  const lines: string[] = [];
  function instanceOf(logicalId: string): Promise<FunctionInstance> {
    const running = instances.get(logicalId) ?? start(logicalId);
    instances.set(logicalId, running);
    return running;
  }
  async function start(logicalId: string): Promise<FunctionInstance> {
    const { stack, properties } = requireFunction(logicalId);
    const described = functionSchema.parse(resolve(stack, properties));
    const asset = `asset.${described.Code.S3Key.replace(/\.zip$/, '')}`;
    started.add(described.FunctionName.slice(prefix.length));
    const instance = await startFunction({
      bundle: join(options.assemblyDirectory, asset, 'index.mjs'),
      environment: {
        ...described.Environment?.Variables,
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: described.FunctionName,
        AWS_ACCESS_KEY_ID: logicalId,
        AWS_SECRET_ACCESS_KEY: 'unused',
        AWS_SESSION_TOKEN: 'unused',
        AWS_ENDPOINT_URL: aws.url,
      },
      showLine: (line) => void lines.push(line),
    });
    cleanup.defer(instance.stop);
    return instance;
  }

  const api = readApi(templates, resolve, functions.values().toArray());
  const gateway = createGateway({
    log: createRecordingLog(),
    routes: api.routes,
    loadHandler: async (name) => {
      const logicalId = api.functionIds.get(name);
      if (logicalId === undefined) throw new Error(`The API has no function for ${name}.`);
      return toLambdaHandler(await instanceOf(logicalId), api.streaming.has(name));
    },
  });
  const server = createServer((request, response) => void gateway.handle(request, response));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  cleanup.defer(() => {
    server.close();
    server.closeAllConnections();
  });

  async function invoke(name: string, event: unknown): Promise<unknown> {
    const described = functions.values().map(({ logicalId, stack, properties }) => ({
      logicalId,
      ...functionSchema.parse(resolve(stack, properties)),
    }));
    const found = described.find(({ FunctionName }) => FunctionName === prefix + name);
    if (!found) throw new Error(`No stack has the function ${prefix + name}.`);
    const instance = await instanceOf(found.logicalId);
    const answer = await instance.invoke(event, randomUUID(), found.Timeout * 1_000);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name} failed: ${text}\n${lines.slice(-20).join('\n')}`);
    return JSON.parse(text);
  }

  return {
    url,
    table,
    aws,
    queues: messaging.queues,
    started,
    invoke,
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

/** The table exactly as the template describes it, but for what CloudFormation alone understands. */
async function createTableOf(
  templates: Templates,
  resolve: ReturnType<typeof createResolver>,
  endpoint: string,
): Promise<TestTable> {
  const [found, ...others] = findResources(templates, 'AWS::DynamoDB::Table');
  if (!found || others.length > 0) throw new Error('The templates have no single table.');
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode, ...rest } =
    // The template's properties are those of the request, by the same names.
    resolve(found.stack, found.properties) as CreateTableCommandInput;
  const tableName = String(resolve(found.stack, { Ref: found.logicalId }));
  const client = createDynamoDbClient(endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      KeySchema,
      AttributeDefinitions,
      GlobalSecondaryIndexes,
      BillingMode,
      StreamSpecification: { ...rest.StreamSpecification, StreamEnabled: true },
    }),
  );
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { documents, client, tableName, endpoint };
}
