import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/build-app.ts';
import { readStageConfig } from '../../infra/config.ts';
import { stages } from '../../infra/stages.ts';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

describe('the app of a stage', { timeout: synthTimeoutMs }, () => {
  let app: SynthesisedApp;
  beforeAll(async () => {
    app = await synthApp();
  }, synthTimeoutMs);

  it.each(Object.keys(stages))('is free of findings of cdk-nag for %s', async (stage) => {
    // It throws where one is neither mended nor acknowledged with a reason.
    expect((await synthApp({ stage })).stackNames).toContain('stateful');
  });

  it('cannot be deployed with a finding of cdk-nag', () => {
    const { app: unsafe, stacks } = buildApp(readStageConfig('dev'), new App());
    new Bucket(stacks.stateful, 'Open');
    expect(() => unsafe.synth()).toThrow('AwsSolutions-S1');
  });

  it('consists of stacks that name their stage and part', () => {
    const names = readdirSync(app.directory).filter((name) => name.endsWith('.template.json'));
    const manifest = readFileSync(join(app.directory, 'manifest.json'), 'utf8');
    for (const part of app.stackNames) {
      expect(manifest).toContain(`"stackName": "metered-copilot-prod-${part}"`);
    }
    expect(names).toHaveLength(app.stackNames.length);
  });

  it('never deletes by hand what it keeps: only the stateful stack refuses to go', () => {
    const manifest = readFileSync(join(app.directory, 'manifest.json'), 'utf8');
    expect([...manifest.matchAll(/"terminationProtection": true/g)]).toHaveLength(1);
  });

  it('holds no account, so that it needs no credentials', () => {
    for (const part of app.stackNames) {
      expect(JSON.stringify(app.template(part).toJSON())).not.toMatch(/:\d{12}:/);
    }
  });
});
