import type { Problem } from '../../../shared/api/primitives.ts';
import { problemSchema } from './problem-schema.ts';

/** @returns the problem that the text is, or null when it is anything else */
export function parseProblem(text: string): Problem | null {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
