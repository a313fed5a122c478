import type { CustomerCommand } from '../model/customer-command.ts';
import { checkCall } from '../checks/check-call.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Tally } from '../tally.ts';
import type { Trace } from '../trace.ts';
import type { Process } from './process.ts';
import type { TableObserver } from './table-observer.ts';

/** Times that a caller sends one command before it gives up for good. */
const attemptCount = 6;
const retryMs = { least: 50, most: 4_000 };
/** Callers that take the first failure for an answer and never come back. */
const giveUpChance = 0.15;

export interface CallerParts {
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly observer: TableObserver;
  /** Any process that is alive. */
  readonly pickProcess: () => Process;
}

/** Sends a command until it is answered, to whichever process is there, and checks each answer. */
export function createCaller(parts: CallerParts) {
  const { scheduler, random, tally, trace, observer } = parts;

  return async function send(command: CustomerCommand): Promise<void> {
    const follower = observer.follower(command.accountId);
    follower.issued.add(command);
    for (let attempt = 0; attempt < attemptCount; attempt++) {
      const isAnswered = await sendOnce(command);
      if (isAnswered) return;
      if (random.chance(giveUpChance)) break;
      await scheduler.wait(random.between(retryMs.least, retryMs.most));
    }
    tally.count('given up');
  };

  async function sendOnce(command: CustomerCommand): Promise<boolean> {
    const process = parts.pickProcess();
    const from = observer.moment();
    tally.count('calls');
    const { result, clock } = await process.call(command);
    const told = 'code' in result ? result.code : result.kind;
    trace.note(command.accountId, `${process.name} ${describe(command)}: ${told}`);
    countResult(tally, result);
    try {
      const follower = observer.follower(command.accountId);
      checkCall(follower, { command, from, to: observer.moment(), clock, result });
    } catch (error) {
      scheduler.abort(error);
    }
    return result.kind === 'answered' || result.kind === 'refused';
  }
}

function countResult(tally: Tally, result: { kind: string; answer?: unknown }): void {
  const isReplay = JSON.stringify(result.answer ?? '').includes('"isReplay":true');
  if (result.kind === 'answered') tally.count(isReplay ? 'replays' : 'fresh answers');
  if (result.kind === 'refused') tally.count('refusals');
  if (result.kind === 'failed') tally.count('failed calls');
  if (result.kind === 'killed') tally.count('calls of killed processes');
}

/** What a reader of the trace needs, without what differs in every command anyway. */
function describe(command: CustomerCommand): string {
  const { accountId: _, actor: __, kind, ...members } = command;
  const spelt = Object.entries(members).map(([name, value]) => `${name}=${spell(value)}`);
  return [kind, ...spelt].join(' ');
}

/** Characters of a member that a line of the trace shows. */
const shownCharacters = 24;

const spell = (value: string | number | boolean | object): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, shownCharacters);
