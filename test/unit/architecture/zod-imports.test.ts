import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('imports zod as a namespace everywhere: the other forms add 350 KB to a bundle', () => {
  const files = globSync('{shared,functions,infra,test}/**/*.ts', { cwd: root });
  const lines = files.flatMap((file) =>
    readFileSync(root + file, 'utf8')
      .split('\n')
      .filter((line) => /^import .* from 'zod';/.test(line))
      .map((line) => ({ file, line })),
  );
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter(({ line }) => !/^import (type )?\* as z from 'zod';$/.test(line))).toEqual(
    [],
  );
});
