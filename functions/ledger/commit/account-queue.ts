/**
 * Gathers what waits for one account into groups, and runs the groups of an account one after the
 * other; those of different accounts run side by side. Correctness never depends on it: it spares
 * a busy account races that it would lose against itself, and lets one commit carry many commands.
 *
 * @param runGroup never rejects
 * @param groupCount tasks in a group at most
 * @param waitingCount tasks that may wait for one account
 */
export function createAccountQueue<Task>(
  runGroup: (accountId: string, tasks: readonly Task[]) => Promise<void>,
  groupCount: number,
  waitingCount: number,
) {
  const waiting = new Map<string, Task[]>();

  async function drain(accountId: string, queue: Task[]): Promise<void> {
    // What is asked for in the same moment forms one group.
    await Promise.resolve();
    while (queue.length > 0) await runGroup(accountId, queue.splice(0, groupCount));
    waiting.delete(accountId);
  }

  /** @returns false when too many wait already; the task is not taken then */
  return function enqueue(accountId: string, task: Task): boolean {
    const queue = waiting.get(accountId);
    if (queue !== undefined && queue.length >= waitingCount) return false;
    if (queue !== undefined) {
      queue.push(task);
      return true;
    }
    const own = [task];
    waiting.set(accountId, own);
    void drain(accountId, own);
    return true;
  };
}
