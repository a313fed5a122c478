import type { LambdaHandler } from '../gateway/lambda-handler.ts';
import { loadFunction } from '../load-function.ts';

export type LoadTrigger = (name: string) => Promise<LambdaHandler>;

/** Finds the function of a trigger. @throws Error as {@link loadFunction} does */
export const loadTrigger: LoadTrigger = (name) => loadFunction('triggers', name);
