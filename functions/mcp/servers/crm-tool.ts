import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import type { Log } from '../../log.ts';
import type { CrmStore } from '../../store/crm/crm-store.ts';

export interface CrmContext {
  readonly crm: CrmStore;
  readonly clientId: string;
  readonly log?: Log | undefined;
}

export interface CrmCall extends CrmContext {
  /** The same key again means the same call, retried. */
  readonly idempotencyKey: string | undefined;
}

/**
 * A tool as plain parts: the server is made of them, and what it lists is read from them where no
 * server is needed.
 */
export interface CrmTool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /**
   * `text` says the same as `structured`, for models and people who read only that.
   *
   * @param args as `input` has parsed them
   * @throws AppError for a refusal, which the caller reads as the tool's answer
   */
  run(
    args: z.output<Input>,
    call: CrmCall,
  ): Promise<{ readonly text: string; readonly structured: z.input<Output> }>;
}

/** Checks the parts of a tool against each other; what takes tools takes all of them alike. */
export const defineCrmTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: CrmTool<Input, Output>,
): CrmTool => tool;
