import type { HandlerName, LambdaHandler } from './lambda-handler.ts';

const routesDirectory = new URL('../../../functions/routes/', import.meta.url);

/**
 * Imports the function of a route when it is first called, as Lambda's cold start does.
 * @throws Error when the file is missing or exports no `handler`
 */
export async function loadHandler(name: HandlerName): Promise<LambdaHandler> {
  const fileName = `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  const loaded: unknown = await import(new URL(fileName, routesDirectory).href);
  if (!exportsHandler(loaded)) throw new Error(`functions/routes/${fileName} exports no handler.`);
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
