import type { Turn, TurnCall } from '../conversation/turn.ts';
import { describeOutcome } from '../results/describe-outcome.ts';
import { readTools } from '../tools/read-tools.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { continueWithRecords } from './advance-task.ts';
import type { Context } from './context.ts';
import { decide } from './decide.ts';
import { say, type Move, type Task, type Waiting } from './task.ts';

/**
 * Where a turn stands: decides about its message, then goes through the calls that were made in
 * it. The same for the turn that is running and for those that are replayed.
 */
export function runTurn(context: Context, waiting: Waiting, turn: Turn): Move {
  let move = decide(context, waiting, turn.message);
  for (const call of turn.calls) {
    if (move.kind !== 'call' || move.tool.name !== call.toolName)
      return describeLast(context, turn);
    if (call.outcome === null) return say(context.phrases.waitingForApproval);
    move = followCall(context, move, call);
  }
  return move;
}

function followCall(context: Context, move: Move & { kind: 'call' }, call: TurnCall): Move {
  const isFound = move.purpose === 'find-record' && call.outcome?.kind === 'done';
  return isFound && call.outcome?.kind === 'done'
    ? continueWithRecords(context, move.task, call.outcome.value)
    : describeCall(context, call, move.tool, subjectOf(move.task));
}

/** The name of the record that the tool works on, or else of the one beside it. */
function subjectOf({ tool, targetNames }: Task): string | null {
  const own = tool.slots.find((slot) => slot.idNoun === tool.head && targetNames.has(slot.key));
  return targetNames.get(own?.key ?? '') ?? [...targetNames.values()][0] ?? null;
}

/**
 * The turn has calls that this assistant would not have made: another model made them, or the
 * tools changed. Whatever happened last is told, and nothing more is called.
 */
function describeLast(context: Context, turn: Turn): Move {
  const call = turn.calls.at(-1);
  return call ? describeCall(context, call, null, null) : say(context.phrases.nothingFound);
}

function describeCall(
  context: Context,
  call: TurnCall,
  known: ToolProfile | null,
  targetName: string | null,
): Move {
  if (call.outcome === null) return say(context.phrases.waitingForApproval);
  const tool =
    known ?? context.tools.find(({ name }) => name === call.toolName) ?? unknownTool(call.toolName);
  if (!tool) return say(context.phrases.nothingFound);
  return say(
    describeOutcome(
      { tool, input: call.input, outcome: call.outcome, targetName },
      context.phrases,
    ),
  );
}

/** A tool that the session no longer has is described by its name alone. */
const unknownTool = (name: string): ToolProfile | undefined =>
  readTools([{ type: 'function', name, inputSchema: {} }])[0];
