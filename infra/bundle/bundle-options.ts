import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

const replacementOf = (name: string): string =>
  fileURLToPath(new URL(`./replacements/${name}.ts`, import.meta.url));

/** zod names its languages by a path of its own, so that an alias cannot reach them. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ importer }) =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: replacementOf('zod-locales') } : undefined,
    );
  },
};

/**
 * What packages import at a need that no function has: the name of a browser, streams of events
 * from AWS, and signing in to an MCP server.
 */
const neverNeeded = /^(bowser|@smithy\/core\/event-streams|jose)$/;

/** Leaves such an import in the code as it is; one that is needed after all fails by its name. */
const withoutNeverNeeded: Plugin = {
  name: 'without-never-needed',
  setup: ({ onResolve }) => {
    onResolve({ filter: neverNeeded }, ({ path, kind, importer }) =>
      kind === 'dynamic-import' && importer.includes('node_modules')
        ? { path, external: true }
        : undefined,
    );
  },
};

/**
 * MCP's client and server each bring their own copy of the same validator of JSON Schema, 120 KB.
 * One serves both, as long as they are the same.
 */
const oneSchemaValidator: Plugin = {
  name: 'one-schema-validator',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/ajvProvider-\w+\.mjs$/ }, ({ path, importer }) => {
      const [ofServer, folder] = [join(dirname(importer), path), dirname(importer)];
      if (!folder.endsWith(serverFolder)) return undefined;
      const ofClient = findValidator(folder.slice(0, -serverFolder.length) + clientFolder);
      return ofClient && isSameCode(ofClient, ofServer) ? { path: ofClient } : undefined;
    });
  },
};

const serverFolder = join('@modelcontextprotocol', 'server', 'dist');
const clientFolder = join('@modelcontextprotocol', 'client', 'dist');

function findValidator(folder: string): string | undefined {
  const name = existsSync(folder)
    ? readdirSync(folder).find((file) => /^ajvProvider-\w+\.mjs$/.test(file))
    : undefined;
  return name && join(folder, name);
}

/** But for the hashes in the names of the files that they import. */
function isSameCode(...files: readonly [string, string]): boolean {
  const [one, other] = files.map((file) =>
    readFileSync(file, 'utf8').replaceAll(/-\w+(?=\.mjs)/g, ''),
  );
  return one === other;
}

/** How code is bundled for Lambda by anybody: one module for Node 24, small, from module fields. */
export const plainOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * How ours are: what is imported when it is needed stays a file of its own, and three parts of
 * packages that no function can use are replaced by next to nothing.
 */
export const functionOptions = {
  ...plainOptions,
  splitting: true,
  sourcemap: 'external',
  sourcesContent: false,
  alias: {
    '@aws-sdk/credential-provider-node': replacementOf('aws-credentials'),
    '@ai-sdk/gateway': replacementOf('ai-gateway'),
  },
  plugins: [englishOnly, withoutNeverNeeded, oneSchemaValidator],
} as const satisfies BuildOptions;
