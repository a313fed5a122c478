import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createDynamoDbClient } from '../../infra/local/create-dynamodb-client.ts';
import { createJobBench } from './job-bench.ts';
import { createScriptedDirectory } from './scripted-directory.ts';

/** Run as a process of its own: works on a job, and is killed before the lot that starts there. */
const planSchema = z.object({
  endpoint: z.url(),
  tableName: z.string(),
  body: z.string(),
  killedAt: z.int(),
});

const { endpoint, tableName, body, killedAt } = planSchema.parse(JSON.parse(process.argv[2] ?? ''));
const client = createDynamoDbClient(endpoint);
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
const bench = createJobBench({ client, documents, tableName, endpoint });
bench.messages.push({ id: 'received', group: 'received', body });
await bench.work(
  createScriptedDirectory({
    beforeLot: (givenCount) => {
      if (givenCount >= killedAt) process.kill(process.pid, 'SIGKILL');
    },
  }),
);
