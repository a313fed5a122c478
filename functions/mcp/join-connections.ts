import { AppError } from '../app-error.ts';
import type { ToolConnection } from './tool-connection.ts';

/** Several connections as one. */
export interface JoinedConnection extends ToolConnection {
  /** In the order in which they were given. */
  readonly parts: readonly ToolConnection[];
}

/**
 * Joins connections: a call goes to the first that has a tool by that name. When one cannot be
 * opened, the others are closed again.
 *
 * @throws as the first that cannot be opened
 */
export async function joinConnections(
  opening: readonly Promise<ToolConnection>[],
): Promise<JoinedConnection> {
  const outcomes = await Promise.allSettled(opening);
  const parts = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [outcome.value] : [],
  );
  const close = async () => void (await Promise.all(parts.map((part) => part.close())));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  return {
    parts,
    tools: parts.flatMap(({ tools }) => tools),
    callTool: async (name, args, options) => {
      const part = parts.find(({ tools }) => tools.some((tool) => tool.name === name));
      if (!part) throw new AppError('tool_not_found');
      return part.callTool(name, args, options);
    },
    close,
  };
}
