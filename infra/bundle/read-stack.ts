import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { sourceMapDirectory } from './find-bundle.ts';
import { restoreStack } from './restore-stack.ts';

/*
 * `node infra/bundle/read-stack.ts routes/connect < trace.txt`: says where a stack trace of a
 * deployed function points to in the source. The functions have to be built from that very source.
 */
const [handler = ''] = process.argv.slice(2);
const readMap = (name: string): string =>
  readFileSync(`${sourceMapDirectory}${handler}/${name}.map`, 'utf8');

console.log(restoreStack(await text(process.stdin), readMap));
