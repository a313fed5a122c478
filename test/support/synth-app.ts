import { existsSync, readFileSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { buildApp } from '../../infra/build-app.ts';
import { bundleFunctions } from '../../infra/bundle/bundle-functions.ts';
import { bundleDirectory } from '../../infra/bundle/find-bundle.ts';
import { readStageConfig, type StageConfig } from '../../infra/config.ts';

export type StackName = keyof ReturnType<typeof buildApp>['stacks'];

export interface SynthesisedApp {
  readonly config: StageConfig;
  /** @throws Error for a stack that this stage does not have */
  readonly template: (name: StackName) => Template;
  readonly stackNames: readonly StackName[];
  /** Where the templates and assets were written. */
  readonly directory: string;
}

const cdkSchema = z.object({ context: z.record(z.string(), z.unknown()) });
const contextOfCdk = () =>
  cdkSchema.parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')))
    .context;

/** A first synthesis loads the whole library; on a busy machine that takes a while. */
export const synthTimeoutMs = 60_000;

const synthesised = new Map<string, Promise<SynthesisedApp>>();

/** Everything that would be deployed for a stage, as `npm run synth` writes it. Done once for each. */
export function synthApp(
  overrides: Partial<StageConfig> & { readonly stage?: string } = {},
): Promise<SynthesisedApp> {
  const config = { ...readStageConfig(overrides.stage ?? 'prod'), ...overrides };
  const key = JSON.stringify(config);
  const known = synthesised.get(key) ?? synthesise(config);
  synthesised.set(key, known);
  return known;
}

async function synthesise(config: StageConfig): Promise<SynthesisedApp> {
  // Without the bundles no function could be described; normally they are built before the tests.
  if (!existsSync(bundleDirectory)) await bundleFunctions();
  const { app, stacks } = buildApp(config, new App({ context: contextOfCdk() }));
  const { directory } = app.synth();
  const present = Object.entries(stacks).filter((entry): entry is [StackName, Stack] =>
    Boolean(entry[1]),
  );
  const templates = new Map(present.map(([name, stack]) => [name, Template.fromStack(stack)]));
  return {
    config,
    stackNames: [...templates.keys()],
    directory,
    template: (name) => {
      const template = templates.get(name);
      if (template) return template;
      throw new Error(`Stage "${config.stage}" has no stack "${name}".`);
    },
  };
}
