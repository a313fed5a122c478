/**
 * Runs the tasks of one account after each other, and those of different accounts side by side.
 * Correctness never depends on it: it only spares a busy account races that it would lose against
 * itself. A task that fails does not hold up the next.
 */
export function createAccountQueue() {
  const tails = new Map<string, Promise<unknown>>();

  return function enqueue<Result>(accountId: string, task: () => Promise<Result>): Promise<Result> {
    const result = (tails.get(accountId) ?? Promise.resolve()).then(task, task);
    tails.set(accountId, result);
    const forget = () => {
      if (tails.get(accountId) === result) tails.delete(accountId);
    };
    result.then(forget, forget);
    return result;
  };
}
