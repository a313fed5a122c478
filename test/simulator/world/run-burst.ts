import type { CustomerCommand } from '../model/customer-command.ts';
import { keys } from '../../../functions/store/keys.ts';
import { BrokenInvariant } from '../broken-invariant.ts';
import type { Item } from '../database/item.ts';
import { drawCommand } from './draw-command.ts';
import { drawDamage } from './draw-damage.ts';
import { sweep } from './sweep.ts';
import type { World } from './world.ts';

/** All commands of a burst begin within this time; most of them at one of a few moments. */
const burstMs = 1_500;
const momentCount = 4;
const twinWithinMs = 40;
const sweepChance = 0.25;
/** A key that was used before, for something else. */
const reusedKeyChance = 0.03;

/**
 * Many callers at about the same time, then silence: returns when everything is answered or given
 * up, and no request is under way.
 *
 * @returns how many commands were sent
 */
export async function runBurst(world: World, commandCount: number): Promise<number> {
  const { scheduler, random, faults } = world;
  const calls = new Set<symbol>();
  let sentCount = 0;

  function start(command: () => CustomerCommand, delayMs: number): void {
    sentCount += 1;
    const call = Symbol('call');
    calls.add(call);
    scheduler.schedule(delayMs, () => {
      // Not awaited: the caller waits in virtual time.
      void world.send(command()).then(() => calls.delete(call), scheduler.abort);
    });
  }

  const moments = Array.from({ length: momentCount }, () => random.next() * burstMs);
  for (let index = 0; index < commandCount; index++) {
    const atMs = random.chance(0.7) ? random.pick(moments) : random.next() * burstMs;
    let drawn: CustomerCommand | undefined;
    const draw = () => (drawn ??= drawNext(world));
    start(draw, atMs);
    if (faults.strikes('twins')) start(draw, atMs + random.next() * twinWithinMs);
  }
  if (random.chance(sweepChance)) {
    scheduler.schedule(random.next() * burstMs, () => void sweep(world).catch(scheduler.abort));
  }
  for (const process of world.processes) {
    if (faults.strikes('clock-skew')) {
      scheduler.schedule(random.next() * burstMs, process.stepClock);
    }
  }
  if (faults.strikes('damage')) scheduler.schedule(random.next() * burstMs, () => damage(world));
  await scheduler.runUntilIdle();
  const [accountId = ''] = world.accountIds;
  if (calls.size > 0) throw new BrokenInvariant(accountId, `${calls.size} calls never ended`);
  return sentCount;
}

function drawNext(world: World): CustomerCommand {
  const { random, faults, observer, scheduler } = world;
  const follower = observer.follower(random.pick(world.accountIds));
  const earlier = follower.issued.all();
  if (earlier.length > 0 && faults.strikes('redelivery')) return random.pick(earlier);
  const known = earlier.flatMap((command) =>
    'idempotencyKey' in command ? (command.idempotencyKey ?? []) : [],
  );
  const isReused = known.length > 0 && random.chance(reusedKeyChance);
  return drawCommand({
    random,
    follower,
    nowMs: scheduler.nowMs(),
    freshKey: () => (isReused ? random.pick(known) : `key-${earlier.length}-${random.next()}`),
  });
}

/** Somebody writes to a state who is not the ledger; not in the middle of a transaction. */
async function damage(world: World): Promise<void> {
  const { random, observer, database, locks, trace } = world;
  const accountId = random.pick(world.accountIds);
  const key = keys.accountState(accountId);
  const follower = observer.follower(accountId);
  const found = drawDamage(random, follower, rememberState(world, accountId));
  if (found === null || !locks.areFree([key])) return;
  trace.note(accountId, `somebody wrote: ${found.name}`);
  observer.noteDamage(accountId, key, found.item, found.misleads);
  await world.scheduler.standStillFor(database.overwrite(key, found.item));
}

const states = new WeakMap<World, Map<string, Item>>();

/** @returns the state as it was when this was asked last */
function rememberState(world: World, accountId: string): Item | undefined {
  const remembered = states.get(world) ?? new Map<string, Item>();
  states.set(world, remembered);
  const older = remembered.get(accountId);
  const state = world.observer.follower(accountId).shadow.items().get('STATE');
  if (state !== undefined) remembered.set(accountId, state);
  return older;
}
