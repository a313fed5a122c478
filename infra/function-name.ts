import { kebabCase } from './kebab-case.ts';
import { resourceName } from './resource-name.ts';

/** The full name in Lambda of a route's or trigger's function. */
export const functionName = (stage: string, name: string): string =>
  resourceName(stage, kebabCase(name));
