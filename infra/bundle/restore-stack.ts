import { SourceMap } from 'node:module';
import * as z from 'zod';

/** A place in a bundle, as Lambda shows it: `file:///var/task/index.mjs:12:345`. */
const bundledPlace = /(?:file:\/\/)?\/var\/task\/([\w-]+\.mjs):(\d+):(\d+)/g;

const sourceMapSchema = z.looseObject({
  version: z.number(),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

/**
 * A stack trace of a bundle with the places of the source in it: `functions/app-error.ts:12:3`.
 * Places that the map does not know stay as they are.
 *
 * @param readMap gives the source map of a file of the bundle, as JSON
 */
export function restoreStack(stack: string, readMap: (name: string) => string): string {
  const maps = new Map<string, SourceMap>();
  const openMap = (name: string): SourceMap => {
    const opened = maps.get(name) ?? parseMap(readMap(name));
    maps.set(name, opened);
    return opened;
  };
  return stack.replace(bundledPlace, (place, name: string, line: string, column: string) => {
    const origin = openMap(name).findOrigin(Number(line), Number(column));
    if (!('fileName' in origin)) return place;
    // Sources are named from the folder of the bundle, two below the root of the project.
    const file = origin.fileName.replace(/^(\.\.\/)+/, '');
    return `${file}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

function parseMap(json: string): SourceMap {
  const { sources, ...map } = sourceMapSchema.parse(JSON.parse(json));
  return new SourceMap({ ...map, sources, file: '', sourcesContent: [], sourceRoot: '' });
}
