import * as z from 'zod';
import type { LambdaHandler } from '../gateway/lambda-handler.ts';

const triggersDirectory = new URL('../../../functions/triggers/', import.meta.url);

const moduleSchema = z.object({
  handler: z.custom<LambdaHandler>((value) => typeof value === 'function', 'no function'),
});

export type LoadTrigger = (name: string) => Promise<LambdaHandler>;

/**
 * Imports the function of a trigger when it first runs.
 * @throws Error when the file is missing or exports no `handler`
 */
export async function loadTrigger(name: string): Promise<LambdaHandler> {
  const fileName = `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  const loaded: unknown = await import(new URL(fileName, triggersDirectory).href);
  return moduleSchema.parse(loaded).handler;
}
