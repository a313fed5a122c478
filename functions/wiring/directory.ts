import { setTimeout as wait } from 'node:timers/promises';
import { readDirectoryConfig } from '../providers/directory/directory-config.ts';
import { createOverpassDirectory } from '../providers/directory/overpass-directory.ts';
import { createSampleDirectory } from '../providers/directory/sample-directory.ts';
import { once } from './foundation.ts';

/** Where businesses are found. */
export const directory = once(() => {
  const { OVERPASS_URL: url } = readDirectoryConfig(process.env);
  return url === undefined ? createSampleDirectory() : createOverpassDirectory({ url, wait });
});
