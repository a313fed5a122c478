/**
 * Stands in function bundles for zod's table of languages. Packages that import zod as `{ z }` keep
 * all of it, 350 KB, of which only English is ever used.
 */
export { default as en } from 'zod/v4/locales/en.js';
