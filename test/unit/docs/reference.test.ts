import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../infra/reference/describe-api.ts';
import { describeErrors } from '../../../infra/reference/describe-errors.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { routes } from '../../../shared/routes.ts';

const docs = new URL('../../../docs/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, docs), 'utf8');

describe('the generated reference', () => {
  it('is what `npm run reference` writes', () => {
    expect(read('api.md')).toBe(describeApi());
    expect(read('errors.md')).toBe(describeErrors());
  });

  it('names every route and every error', () => {
    for (const { method, path } of Object.values(routes)) {
      expect(describeApi()).toContain(`\`${method} ${path}\``);
    }
    for (const code of Object.keys(errorCatalogue)) {
      expect(describeErrors()).toContain(`\`${code}\``);
    }
  });
});
