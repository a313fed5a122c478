import { writeFileSync } from 'node:fs';
import { describeApi } from './describe-api.ts';
import { describeErrors } from './describe-errors.ts';
import { describeScale } from './scale/describe-scale.ts';

/** `npm run reference`: writes the generated pages of docs/. A test says when they are out of date. */
const docs = new URL('../../docs/', import.meta.url);
writeFileSync(new URL('api.md', docs), describeApi());
writeFileSync(new URL('errors.md', docs), describeErrors());
writeFileSync(new URL('scale.md', docs), describeScale());
