import { capabilities } from '../capabilities.ts';
import type { FunctionKey } from './metric-source.ts';

/** Every function that there is. */
export const functionKeys = Object.keys(capabilities) as FunctionKey[];
