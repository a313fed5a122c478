import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const file = (name: string) => fileURLToPath(new URL(`./${name}`, import.meta.url));

/** Preact stands in for React, which `@ai-sdk/react` asks for: 60 KB less to load. */
const lightNames = [
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
  { find: 'react-dom', replacement: 'preact/compat' },
  { find: 'react', replacement: 'preact/compat' },
  { find: /^zod\/v4$/, replacement: file('ai-sdk-zod.ts') },
];

/**
 * Building a schema changes nothing, so those that only a server uses may go; the bundler cannot
 * tell by itself. The names are those inside the AI SDK. They hold for every package, so none may
 * be as short as a minified function's: a bare `z` once took Preact's own `z` away.
 */
const schemaKinds =
  'array boolean custom discriminatedUnion instanceof lazy literal null number object record ' +
  'string union unknown';
const pureFunctions = [
  ...schemaKinds.split(' ').map((kind) => `z.${kind}`),
  'lazySchema',
  'zodSchema',
  'jsonValueSchema.optional',
  'providerMetadataSchema$1.optional',
];

const pages = ['index', 'chat', 'calls', 'leads', 'social-media', 'callback', 'errors', '404'];

export default defineConfig({
  resolve: { alias: lightNames },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // The pages' policy forbids inline content, so nothing may become a data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Packages mark files for React's server side, which means nothing here.
      checks: { moduleLevelDirective: false },
      input: pages.map((name) => file(`${name}.html`)),
      treeshake: { manualPureFunctions: pureFunctions },
    },
  },
});
