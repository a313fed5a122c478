import type { LanguageModelV4 } from '@ai-sdk/provider';
import {
  convertToModelMessages,
  isStepCount,
  streamText,
  type ToolSet,
  toUIMessageStream,
} from 'ai';
import type { ApprovalDescriptor } from '../../shared/api/copilot.ts';
import { limits } from '../../shared/limits.ts';
import type { CopilotChunk, CopilotMessage, CopilotPart } from './copilot-message.ts';

export interface AgentRun {
  readonly model: LanguageModelV4;
  readonly instructions: string;
  /** Oldest first. Ends with the user's message, or with a reply whose approvals are answered. */
  readonly messages: readonly CopilotMessage[];
  /** Parts of the reply that is gone on with. */
  readonly priorParts: readonly CopilotPart[];
  readonly tools: ToolSet;
  /** What approving a call means, or null for a tool that does not ask. */
  readonly describeApproval: (toolName: string, input: unknown) => ApprovalDescriptor | null;
  /** Signs approval requests, so that only what was asked can be approved. */
  readonly approvalSecret: string;
  readonly replyId: string;
  readonly signal: AbortSignal;
  readonly emit: (chunk: CopilotChunk) => void;
}

export interface AgentResult {
  readonly parts: readonly CopilotPart[];
  readonly isStopped: boolean;
  /** What ended the run before its time, or null. */
  readonly failure: unknown;
}

/**
 * Runs the model over the tools until it has answered, asks for an approval, is stopped or fails.
 * Streams as it goes; never throws, as what was said before a failure may have to be kept.
 */
export async function runAgent(run: AgentRun): Promise<AgentResult> {
  let failure: unknown = null;
  let parts = run.priorParts;
  const note = (error: unknown) => {
    if (!run.signal.aborted) failure ??= error;
    return 'failed';
  };
  try {
    const result = streamText({
      model: run.model,
      instructions: run.instructions,
      messages: await convertToModelMessages([...run.messages], {
        ignoreIncompleteToolCalls: true,
      }),
      tools: run.tools,
      stopWhen: isStepCount(limits.turnStepCount),
      // The last step has to answer.
      prepareStep: ({ stepNumber }) =>
        stepNumber === limits.turnStepCount - 1 ? { toolChoice: 'none' } : {},
      toolApproval: ({ toolCall }) =>
        run.describeApproval(toolCall.toolName, toolCall.input) ? 'user-approval' : undefined,
      experimental_toolApprovalSecret: run.approvalSecret,
      abortSignal: run.signal,
      onError: ({ error }) => void note(error),
    });
    const chunks = toUIMessageStream<ToolSet, CopilotMessage>({
      stream: result.stream,
      originalMessages: [...run.messages],
      generateMessageId: () => run.replyId,
      sendStart: false,
      sendFinish: false,
      sendReasoning: false,
      onError: note,
      redactToolErrors: false,
      onEnd: ({ responseMessage }) => void (parts = responseMessage.parts),
    });
    const forward = forwardTo(run);
    for await (const chunk of chunks) forward(chunk);
  } catch (error) {
    note(error);
  }
  return {
    parts: parts.map((part) => describePart(run, part)),
    isStopped: run.signal.aborted,
    failure,
  };
}

/** Passes chunks on; approval requests with what saying yes will cost. */
function forwardTo(run: AgentRun): (chunk: CopilotChunk) => void {
  const calls = new Map<string, { toolName: string; input: unknown }>();
  return (chunk) => {
    // How a turn failed or stopped is said once, by the turn.
    if (chunk.type === 'error' || chunk.type === 'abort') return;
    if (chunk.type === 'tool-input-available') calls.set(chunk.toolCallId, chunk);
    if (chunk.type !== 'tool-approval-request') return run.emit(chunk);
    const call = calls.get(chunk.toolCallId);
    const approvalDescriptor = call && run.describeApproval(call.toolName, call.input);
    run.emit({ ...chunk, approvalDescriptor });
  };
}

function describePart(run: AgentRun, part: CopilotPart): CopilotPart {
  if (part.type !== 'dynamic-tool' || part.state !== 'approval-requested') return part;
  const descriptor = run.describeApproval(part.toolName, part.input);
  return { ...part, approval: { ...part.approval, descriptor } };
}
