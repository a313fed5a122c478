import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction, type FunctionBundle } from '../../infra/bundle/bundle-function.ts';
import { listHandlers } from '../../infra/bundle/list-handlers.ts';
import { findStartInputs, measureBundle } from '../../infra/bundle/measure-bundle.ts';

/** 1 KB is 1000 bytes, so that these are never larger than somebody else's KB. */
interface Budget {
  readonly startKilobytes: number;
  readonly wholeKilobytes: number;
}

const small: Budget = { startKilobytes: 450, wholeKilobytes: 450 };
/** With the clients of MCP, KMS and secrets, which are loaded for a server that is not ours. */
const listing: Budget = { startKilobytes: 475, wholeKilobytes: 900 };
/** With what the MCP client knows of signing in. */
const signingIn: Budget = { startKilobytes: 720, wholeKilobytes: 750 };

const larger: Readonly<Record<string, Budget>> = {
  'routes/call-mcp': { startKilobytes: 1_250, wholeKilobytes: 2_000 },
  'routes/call-tool': { startKilobytes: 1_200, wholeKilobytes: 2_000 },
  'routes/chat': { startKilobytes: 1_500, wholeKilobytes: 2_000 },
  'routes/connect': listing,
  'routes/finish-authorization': signingIn,
  // With the client of S3, which is loaded for the first picture.
  'routes/get-media': { startKilobytes: 450, wholeKilobytes: 600 },
  'routes/get-session': listing,
  'routes/put-allowance': listing,
  'routes/start-authorization': signingIn,
};
const budgetOf = (handler: string): Budget => larger[handler] ?? small;

const parts = {
  'the MCP SDK': /node_modules\/@modelcontextprotocol\//,
  'the AI SDK': /node_modules\/(ai|@ai-sdk)\//,
  'a model': /functions\/agent\/(offline|create-model)/,
  'token verification': /node_modules\/jose\//,
  'the ledger': /functions\/ledger\/(commit|decide)\//,
  DynamoDB: /node_modules\/@aws-sdk\//,
  EventBridge: /node_modules\/@aws-sdk\/client-eventbridge/,
  S3: /node_modules\/@aws-sdk\/client-s3/,
  'other credentials than the environment': /credential-provider|nested-clients/,
  'other languages than English': /zod\/v4\/locales\/(?!en\.js)/,
  'the gateway of the AI SDK': /node_modules\/@ai-sdk\/gateway/,
  'the names of browsers': /node_modules\/bowser/,
} as const;
type Part = keyof typeof parts;

const everywhereAbsent: readonly Part[] = [
  'other credentials than the environment',
  'other languages than English',
  'the gateway of the AI SDK',
  'the names of browsers',
];
const modelParts: readonly Part[] = ['the AI SDK', 'a model'];
/** Those that may ask a model: a chat with each message, the others for the text of a post. */
const askingHandlers: readonly string[] = ['routes/call-mcp', 'routes/call-tool', 'routes/chat'];

describe('the bundles', () => {
  const handlers = listHandlers();
  let bundles: ReadonlyMap<string, FunctionBundle>;

  beforeAll(async () => {
    const built = new Map<string, FunctionBundle>();
    for (const handler of handlers) {
      built.set(handler, await bundleFunction(`functions/${handler}.ts`));
    }
    bundles = built;
  }, 120_000);

  const bundleOf = (handler: string): FunctionBundle => {
    const bundle = bundles.get(handler);
    if (!bundle) throw new Error(`${handler} is not a function`);
    return bundle;
  };
  /** The parts of which at least a byte is in the bundle. */
  const partsIn = (handler: string): readonly string[] => {
    const outputs = Object.values(bundleOf(handler).metafile.outputs);
    const used = outputs.flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    );
    return Object.entries(parts)
      .filter(([, pattern]) => used.some((path) => pattern.test(path)))
      .map(([part]) => part);
  };

  it.each(handlers)('%s stays within its budget', (handler) => {
    const { startBytes, wholeBytes } = measureBundle(bundleOf(handler).metafile);
    const { startKilobytes, wholeKilobytes } = budgetOf(handler);
    expect(startBytes).toBeLessThanOrEqual(startKilobytes * 1_000);
    expect(wholeBytes).toBeLessThanOrEqual(wholeKilobytes * 1_000);
  });

  it.each(handlers)('%s is no larger than its files say', (handler) => {
    const { code, metafile } = bundleOf(handler);
    const bytes = code.reduce((sum, { contents }) => sum + contents.byteLength, 0);
    expect(measureBundle(metafile).wholeBytes).toBe(bytes);
  });

  it.each(handlers)('%s holds nothing that no function can use', (handler) => {
    expect(partsIn(handler).filter((part) => everywhereAbsent.some((it) => it === part))).toEqual(
      [],
    );
  });

  it.each(handlers.filter((handler) => !askingHandlers.includes(handler)))(
    '%s holds no model and no agent',
    (handler) => {
      const found = partsIn(handler);
      expect(modelParts.filter((part) => found.includes(part))).toEqual([]);
    },
  );

  it.each<[Part, readonly string[]]>([
    [
      'the MCP SDK',
      [
        'routes/call-mcp',
        'routes/call-tool',
        'routes/chat',
        'routes/connect',
        'routes/finish-authorization',
        'routes/get-session',
        'routes/put-allowance',
        'routes/start-authorization',
      ],
    ],
    ['token verification', ['routes/authorize']],
    ['EventBridge', ['triggers/publish-changes']],
    ['S3', ['routes/call-mcp', 'routes/call-tool', 'routes/chat', 'routes/get-media']],
  ])('only what needs it holds %s', (part, needing) => {
    expect(handlers.filter((handler) => partsIn(handler).includes(part))).toEqual(needing);
  });

  it('knows the parts that it looks for: chat holds what it needs', () => {
    expect(partsIn('routes/chat')).toEqual([
      'the MCP SDK',
      'the AI SDK',
      'a model',
      'the ledger',
      'DynamoDB',
      'S3',
    ]);
  });

  it('lets go of what a function never asks for', () => {
    expect(partsIn('routes/get-pricing')).toEqual([]);
    expect(partsIn('routes/close-session')).toEqual(['DynamoDB']);
  });

  it.each(['routes/call-mcp', 'routes/call-tool'])(
    '%s loads no model when it starts',
    (handler) => {
      const { metafile } = bundleOf(handler);
      const started = findStartInputs(metafile).filter((path) => parts['the AI SDK'].test(path));
      expect(started).toEqual([]);
      expect(partsIn(handler)).toContain('the AI SDK');
    },
  );

  it.each(['routes/chat', 'routes/call-tool', 'routes/get-media'])(
    '%s loads no client of S3 when it starts',
    (handler) => {
      const { metafile } = bundleOf(handler);
      expect(findStartInputs(metafile).filter((path) => parts.S3.test(path))).toEqual([]);
    },
  );

  it.each(['routes/connect', 'routes/get-session'])(
    '%s loads no MCP SDK when it starts',
    (handler) => {
      const { outputs } = bundleOf(handler).metafile;
      const entry = Object.entries(outputs).find(([path]) => path.endsWith('/index.mjs'))?.[1];
      const lazy = entry?.imports.filter((it) => it.kind === 'dynamic-import' && !it.external);
      expect(lazy?.map(({ path }) => path).toSorted()).toEqual([
        expect.stringMatching(/access-tokens-\w+\.mjs$/),
        expect.stringMatching(/connect-tools-\w+\.mjs$/),
      ]);
    },
  );
});
