import { kebabCase } from '../kebab-case.ts';
import type { LambdaHandler } from './gateway/lambda-handler.ts';

const functionsDirectory = new URL('../../functions/', import.meta.url);

/**
 * Imports a function when it is first needed, as Lambda's cold start does.
 * @throws Error when the file is missing or exports no `handler`
 */
export async function loadFunction(
  folder: 'routes' | 'triggers',
  name: string,
): Promise<LambdaHandler> {
  const file = `${folder}/${kebabCase(name)}.ts`;
  const loaded: unknown = await import(new URL(file, functionsDirectory).href);
  if (!exportsHandler(loaded)) throw new Error(`functions/${file} exports no handler.`);
  return loaded.handler;
}

function exportsHandler(loaded: unknown): loaded is { handler: LambdaHandler } {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    'handler' in loaded &&
    typeof loaded.handler === 'function'
  );
}
