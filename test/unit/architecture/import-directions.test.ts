import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const refused = [
  ['shared/price.ts', '../functions/config.ts'],
  ['shared/price.ts', 'node:fs'],
  ['shared/price.ts', '@aws-sdk/client-dynamodb'],
  ['web/src/page.ts', '../../functions/config.ts'],
  ['web/src/page.ts', 'zod'],
  ['functions/ledger/account/entry.ts', '../../infra/local/start.ts'],
  ['functions/ledger/account/entry.ts', '../../wiring/tokens.ts'],
  ['functions/operations/chat.ts', '@aws-sdk/lib-dynamodb'],
  ['functions/operations/chat.ts', '@middy/core'],
  ['functions/turn/begin-turn.ts', '../store/turns.ts'],
  ['functions/agent/run-agent.ts', '../http/http-handler.ts'],
  ['functions/routes/chat.ts', '../ledger/ledger.ts'],
  ['functions/triggers/sweep-holds.ts', '../ledger/ledger.ts'],
  ['functions/commands/audit.ts', '../ledger/ledger.ts'],
  ['functions/commands/audit.ts', '@aws-sdk/lib-dynamodb'],
  ['functions/commands/audit.ts', '../../infra/local/ready-file.ts'],
  ['infra/stack.ts', '../functions/config.ts'],
] as const;

const allowed = [
  ['shared/price.ts', './limits.ts'],
  ['shared/price.ts', 'zod'],
  ['web/src/page.ts', '../../shared/plans.ts'],
  ['functions/operations/chat.ts', '../turn/begin-turn.ts'],
  ['functions/routes/chat.ts', '../wiring/tokens.ts'],
  ['functions/triggers/sweep-holds.ts', '../wiring/tokens.ts'],
  ['functions/commands/audit.ts', '../wiring/tokens.ts'],
  ['infra/stack.ts', '../shared/table-definition.ts'],
  ['infra/local/start-local.ts', '../../functions/config.ts'],
] as const;

/** Which of the imports the project's own linter configuration refuses. */
function lint(folder: string): string[] {
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const output = runOxlint(oxlint, folder);
  const { diagnostics } = z
    .object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) })
    .parse(JSON.parse(output));
  return diagnostics
    .filter(({ code }) => code.includes('no-restricted-imports'))
    .map(({ filename }) => filename);
}

function runOxlint(oxlint: string, folder: string): string {
  try {
    return execFileSync(oxlint, ['--format', 'json'], { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    // It exits with 1 when it finds something.
    return z.object({ stdout: z.string() }).parse(error).stdout;
  }
}

describe('the directions in which imports point', () => {
  let folder: string;
  let found: string[];
  const fileOf = (group: string, index: number, path: string) =>
    join(dirname(path), `${group}-${index}.ts`);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-directions-'));
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [group, cases] of Object.entries({ refused, allowed })) {
      for (const [index, [path, imported]] of cases.entries()) {
        const file = join(folder, fileOf(group, index, path));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `import { thing } from '${imported}';\nexport const use = thing;\n`);
      }
    }
    found = lint(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([...refused.entries()])('refuses case %i: %j', (index, [path]) => {
    expect(found).toContain(fileOf('refused', index, path));
  });

  it.each([...allowed.entries()])('allows case %i: %j', (index, [path]) => {
    expect(found).not.toContain(fileOf('allowed', index, path));
  });
});
