import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import { type AppError, isAppError } from '../app-error.ts';
import type { RunTool, ToolRequest } from '../operations/tool-request.ts';
import { toAppError } from '../problem.ts';
import { askUser } from './ask-user.ts';
import { describeOutcome } from './describe-outcome.ts';
import { describeRefusal } from './describe-refusal.ts';
import type { FollowJob, JobFollower } from './follow-job.ts';
import type { ClientAbilities } from './read-client-abilities.ts';
import { toProtocolError } from './to-protocol-error.ts';
import type { UserAnswers } from './user-answers.ts';

export interface EndpointCall extends Omit<ToolRequest, 'signal'> {
  /** Somebody who asked to hear how far it is, and so waits for a job, too. */
  readonly follower: JobFollower | null;
  readonly abilities: ClientAbilities;
  readonly answers: UserAnswers;
}

/**
 * One tools/call: run through the meter, and told as MCP tells it. It is never stopped because its
 * caller has left: a call broken off would have acted for nothing.
 *
 * @throws ProtocolError for a tool that is not listed
 */
export async function callEndpointTool(
  dependencies: {
    readonly runTool: RunTool;
    readonly followJob: FollowJob;
    readonly publicOrigin: string;
    readonly reportRefusal: (error: AppError) => void;
  },
  { abilities, answers, follower, ...call }: EndpointCall,
): Promise<CallToolResult | InputRequiredResult> {
  const { runTool, followJob, publicOrigin, reportRefusal } = dependencies;
  const approvedTokens = call.approvedTokens ?? answers.approvedTokens;
  try {
    const outcome = await runTool({ ...call, approvedTokens });
    return describeOutcome(follower === null ? outcome : await followJob(outcome, follower));
  } catch (thrown) {
    const error = toAppError(thrown);
    reportRefusal(error);
    if (isAppError(error, 'tool_not_found')) throw toProtocolError(error);
    const question = askUser(error, { abilities, answers, publicOrigin });
    return question ?? describeRefusal(error, publicOrigin);
  }
}
