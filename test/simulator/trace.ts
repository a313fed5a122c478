import { createHash } from 'node:crypto';

/** Lines of one account that a failure shows. */
const rememberedLineCount = 40;

export interface Trace {
  /** Notes what happened; lines hold nothing that differs between runs of one seed. */
  note(accountId: string, line: string): void;
  /** Equal for equal runs. */
  digest(): string;
  /** The last lines of an account, oldest first. */
  recall(accountId: string): readonly string[];
}

export function createTrace(nowMs: () => number): Trace {
  let digest = '';
  const lines = new Map<string, string[]>();

  function note(accountId: string, line: string): void {
    const timed = `${new Date(nowMs()).toISOString()} ${line}`;
    const remembered = lines.get(accountId) ?? [];
    remembered.push(timed);
    if (remembered.length > rememberedLineCount) remembered.shift();
    lines.set(accountId, remembered);
    digest = createHash('sha256').update(`${digest} ${accountId} ${timed}`).digest('base64url');
  }

  return { note, digest: () => digest, recall: (accountId) => lines.get(accountId) ?? [] };
}
