import type { SessionTool } from '../../../shared/api/copilot.ts';

/**
 * A tool's name as people read it. A tool that this session no longer has, in an old message, is
 * named after its id: `contacts_create-contact` becomes "Create contact".
 */
export function toolTitle(tools: readonly SessionTool[], name: string): string {
  const known = tools.find((tool) => tool.name === name)?.title;
  if (known) return known;
  const words = name
    .slice(name.indexOf('_') + 1)
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
