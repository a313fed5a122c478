import { beforeAll, describe, expect, it } from 'vitest';
import { type Capability, capabilities } from '../../infra/capabilities.ts';
import { kebabCase } from '../../infra/kebab-case.ts';
import { triggers } from '../../shared/triggers.ts';
import { capabilityMeanings } from '../support/capability-meanings.ts';
import { type FoundFunction, readFunctions } from '../support/read-functions.ts';
import { synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const logActions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** What Lambda does in the name of a job, which comes with what starts the job. */
const actionsOfSource = {
  schedule: [],
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  'table stream': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    // For what the job gives up; the library asks for all three together.
    'sqs:SendMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
  ],
} as const;

/** Each is named a second time here: no capability may delete from an account. */
const partitionsOfDeletion: Partial<Record<Capability, string>> = {
  'delete sessions': 'SESSION#*',
  'delete contacts': 'CLIENT#*',
  'delete credentials': 'CLIENT#*',
};

const table = Object.entries<readonly Capability[]>(capabilities);
const sources = new Map(Object.entries(triggers).map(([name, { source }]) => [name, source.kind]));

let functions: ReadonlyMap<string, FoundFunction>;
beforeAll(async () => {
  const app = await synthApp();
  const found = [app.template('api'), app.template('jobs')].map(readFunctions);
  functions = new Map(found.flatMap((some) => [...some]));
}, synthTimeoutMs);

function functionOf(name: string): FoundFunction {
  const found = functions.get(`metered-copilot-prod-${kebabCase(name)}`);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

describe('what functions may do', () => {
  it('is written down for every function there is', () => {
    const expected = table.map(([name]) => `metered-copilot-prod-${kebabCase(name)}`);
    expect([...functions.keys()].toSorted()).toEqual(expected.toSorted());
  });

  it.each(table)('is for %s what its capabilities say, and nothing else', (name, given) => {
    const source = sources.get(name);
    const expected = new Set([
      ...logActions,
      ...given.flatMap((capability) => capabilityMeanings[capability].actions),
      ...(source === undefined ? [] : actionsOfSource[source]),
    ]);
    const found = new Set(functionOf(name).statements.flatMap(({ Action }) => Action));
    expect([...found].toSorted()).toEqual([...expected].toSorted());
  });

  it.each(table)('names for %s every action and every place', (name) => {
    for (const { Effect, Action, Resource } of functionOf(name).statements) {
      expect(Effect).toBe('Allow');
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
      expect(Resource).not.toContain('*');
    }
  });

  it('never is to delete where the ledger stands', () => {
    const deletions = table.flatMap(([name]) =>
      functionOf(name).statements.filter(({ Action }) =>
        Action.some((action) => /^dynamodb:(Delete|BatchWrite)/.test(action)),
      ),
    );
    const partitions = deletions.map(({ Condition }) => Condition);
    const only = (prefix: string) => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [prefix] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
    const expected = table.flatMap(([, given]) =>
      given.flatMap((capability) => partitionsOfDeletion[capability] ?? []),
    );
    expect(partitions).toEqual(expected.map(only));
  });

  it('is to ask the index of due charges only for those who say so', () => {
    const asking = table.filter(([name]) =>
      functionOf(name).statements.some(({ Resource }) =>
        JSON.stringify(Resource).includes('/index/due'),
      ),
    );
    const expected = table.filter(([, given]) => given.includes('query due charges'));
    expect(asking.map(([name]) => name)).toEqual(expected.map(([name]) => name));
    expect(asking.length).toBeLessThan(table.length);
  });

  it('is to use keys for nothing but the secret, and credentials that it names so', () => {
    const using = table.flatMap(([name]) =>
      functionOf(name)
        .statements.filter(({ Action }) => Action.some((action) => action.startsWith('kms:')))
        .map(({ Action, Condition }) => ({ name, Action, Condition })),
    );
    const secret = { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' };
    const credentials = { 'kms:EncryptionContext:purpose': 'credentials' };
    for (const { Condition } of using) {
      expect([{ StringEquals: secret }, { StringEquals: credentials }]).toContainEqual(Condition);
    }
    const sealing = using.filter(({ Action }) => Action.includes('kms:GenerateDataKey'));
    const sealers = table.filter(([, given]) => given.includes('seal credentials'));
    expect(sealing.map(({ name }) => name)).toEqual(sealers.map(([name]) => name));
  });
});

describe('what functions may do with pictures', () => {
  it('ends at the folder of clients in the bucket', () => {
    const touching = table.flatMap(([name]) =>
      functionOf(name).statements.filter(({ Action }) =>
        Action.some((action) => /^s3:(Get|Put)Object$/.test(action)),
      ),
    );
    expect(touching.length).toBeGreaterThan(0);
    for (const { Resource } of touching) {
      expect(JSON.stringify(Resource)).toMatch(/Media[^"]*Arn[^"]*"\},"\/clients\/\*"\]\]\}\]$/);
    }
  });
});

describe('what functions are told', () => {
  /** What is only known once deployed is an address or a name: an address serves as both. */
  const environmentOf = (name: string) =>
    Object.fromEntries(
      Object.entries(functionOf(name).variables).map(([variable, value]) => [
        variable,
        typeof value === 'string' ? value : 'https://value.example.com',
      ]),
    );

  it.each(table)('is for %s enough to start', (name, given) => {
    for (const capability of given) {
      const { read } = capabilityMeanings[capability];
      expect(() => read(environmentOf(name)), capability).not.toThrow();
    }
  });

  it.each(table)('is for %s no more than its capabilities say', (name, given) => {
    const expected = given.flatMap((capability) => capabilityMeanings[capability].variables);
    expect(expected).toEqual(expect.arrayContaining(Object.keys(functionOf(name).variables)));
  });

  it('is never a secret', () => {
    const told = [...functions.values()].flatMap(({ variables }) => Object.keys(variables));
    for (const secret of ['APPROVAL_SECRET', 'MODEL_API_KEY', 'WEBHOOKS', 'OAUTH_CLIENTS']) {
      expect(told).not.toContain(secret);
    }
  });
});
