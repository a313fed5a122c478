import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { PageMemory } from '../page/page-memory.ts';

/** What is being filled in. It outlives reloads and signing in again, as long as the tab. */
export function useFormValues<Values>(
  memory: PageMemory,
  name: string,
  schema: z.ZodMiniType<Values>,
  initial: Values,
) {
  const [values, keepValues] = useState(
    () => parseValues(memory.getDraft(name), schema) ?? initial,
  );
  const setValues = (next: Values) => {
    memory.setDraft(name, JSON.stringify(next));
    keepValues(next);
  };
  const change = (part: Partial<Values>) => setValues({ ...values, ...part });
  return { values, change, clear: () => setValues(initial) };
}

function parseValues<Values>(text: string, schema: z.ZodMiniType<Values>): Values | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
