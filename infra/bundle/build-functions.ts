import { bundleFunctions } from './bundle-functions.ts';

const bundles = await bundleFunctions();
console.log(`${bundles.length} functions built.`);
