import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { listBuiltFiles } from '../../infra/constructs/site/built-site.ts';
import { siteParts } from '../../shared/site-parts.ts';
import { pageConfigSchema } from '../../web/src/sign-in/page-config.ts';
import { type SynthesisedApp, synthApp } from '../support/synth-app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const uploadSchema = z.object({
  DependsOn: z.array(z.string()).default([]),
  Properties: z.looseObject({
    Prune: z.literal(false),
    SourceObjectKeys: z.array(z.string()),
    SystemMetadata: z.object({ 'cache-control': z.string() }),
    DistributionId: z.undefined().optional(),
  }),
});

const readUploads = (template: Template) =>
  Object.entries(template.findResources('Custom::CDKBucketDeployment')).map(([id, upload]) => ({
    id,
    ...uploadSchema.parse(upload),
  }));

/** The files that one upload brings, out of the folders that its archives are made of. */
const listFiles = ({ directory }: SynthesisedApp, archives: readonly string[]): string[] =>
  archives
    .map((archive) => join(directory, `asset.${archive.replace('.zip', '')}`))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
    )
    .toSorted();

describe('the upload of the pages', () => {
  let app: SynthesisedApp;
  beforeAll(async () => {
    app = await synthApp();
  });

  it('brings every file of the build once, cached as its part says', () => {
    const uploads = readUploads(app.template('pages'));
    const parts = siteParts.map(({ name, cacheControl }) => ({ name, cacheControl }));
    const cacheControls = uploads.map(({ Properties }) => Properties.SystemMetadata);
    expect(cacheControls.map((metadata) => metadata['cache-control'])).toEqual(
      parts.map(({ cacheControl }) => cacheControl),
    );
    const files = uploads.map(({ Properties }) => listFiles(app, Properties.SourceObjectKeys));
    const built = listBuiltFiles();
    for (const [index, part] of siteParts.entries()) {
      const expected = built.filter((file) => part.includes(file));
      const config = part.includes('config.json') ? ['config.json'] : [];
      expect(files[index]).toEqual([...expected, ...config].toSorted());
    }
    expect(files.flat().toSorted()).toEqual([...built, 'config.json'].toSorted());
  });

  it('brings assets before the pages that name them, and removes none', () => {
    const uploads = readUploads(app.template('pages'));
    expect(uploads.map(({ id }) => /^Upload([a-z]+)Custom/.exec(id)?.[1])).toEqual([
      'assets',
      'others',
      'pages',
    ]);
    for (const [index, { id }] of uploads.slice(0, -1).entries()) {
      expect(uploads[index + 1]?.DependsOn).toContain(id);
    }
  });

  it('may read archives and write files, but delete nothing', () => {
    const template = app.template('pages');
    const roles = template.findResources('AWS::IAM::Role');
    const policies = template.findResources('AWS::IAM::Policy');
    const actions = JSON.stringify({ roles, policies }).match(/"(s3|logs):[^"]+"/g) ?? [];
    expect(new Set(actions)).toEqual(
      new Set([
        '"s3:ListBucket"',
        '"s3:PutObject"',
        '"s3:GetObject"',
        '"logs:CreateLogStream"',
        '"logs:PutLogEvents"',
      ]),
    );
  });

  it('tells the pages where to sign in, in words that they understand', () => {
    const uploads = readUploads(app.template('pages'));
    const others = uploads[1]?.Properties.SourceObjectKeys ?? [];
    const folder = join(app.directory, `asset.${others[0]?.replace('.zip', '')}`);
    // Values that only the deployment knows have marks in their place.
    const text = readFileSync(join(folder, 'config.json'), 'utf8')
      .replace('<<marker:0xbaba:0>>', 'https://cognito.example')
      .replaceAll(/<<marker:0xbaba:\d>>/g, 'known-later');
    const { oidc } = pageConfigSchema.parse(JSON.parse(text));
    expect(oidc).toMatchObject({
      scope: 'openid email profile metered-copilot/use',
      cognitoLogoutUrl: expect.stringMatching(/^https:.*\/logout$/),
    });
    expect(Object.keys(oidc).toSorted()).toEqual([
      'clientId',
      'cognitoLogoutUrl',
      'issuer',
      'scope',
    ]);
  });
});
