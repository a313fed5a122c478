import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 50;
/** Far more than needed: several servers may be starting at once. */
const deadlineMs = 120_000;

/** Polls until the condition holds. @throws Error after two minutes */
export async function waitUntil(holds: () => boolean | Promise<boolean>, what: string) {
  const deadline = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await wait(pollMs);
  }
}

/** Whether the process runs. Signal 0 is delivered to nobody. */
export function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
