import { loadFunction } from '../load-function.ts';
import type { LoadHandler } from './lambda-handler.ts';

/** Finds the function of a route. @throws Error as {@link loadFunction} does */
export const loadHandler: LoadHandler = (name) => loadFunction('routes', name);
