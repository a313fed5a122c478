import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import type { Log } from '../../log.ts';

/** What every built-in server is made with, for one client. */
export interface BuiltinContext {
  readonly clientId: string;
  readonly log?: Log | undefined;
}

/** What comes with one call. */
export interface BuiltinCall {
  /** The same key again means the same call, retried. */
  readonly idempotencyKey: string | undefined;
  /** The open hold that pays for the call; absent for a tool that costs nothing. */
  readonly charge: { readonly accountId: string; readonly chargeId: string } | undefined;
  /** Aborted when the caller no longer waits. */
  readonly signal: AbortSignal;
}

export interface BuiltinAnswer<Structured> {
  /** Says the same as `structured`, for models and people who read only that. */
  readonly text: string;
  readonly structured: Structured;
  /** Units delivered, 0 to those asked for; absent: all of them. */
  readonly delivered?: number;
  /** A long job was started, which owns the hold from now on. */
  readonly jobId?: string;
}

/**
 * A tool as plain parts: the server is made of them, and what it lists is read from them where no
 * server is needed.
 */
export interface BuiltinTool<
  Context extends BuiltinContext,
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
   * Asked before a hold is taken, so that what cannot be done now costs nothing and never looks
   * as if it had. It changes nothing.
   *
   * @throws AppError for a refusal
   */
  precheck?(args: z.output<Input>, context: Context): Promise<void>;
  /**
   * @param args as `input` has parsed them
   * @throws AppError for a refusal, which the caller reads as the tool's answer
   */
  run(args: z.output<Input>, call: Context & BuiltinCall): Promise<BuiltinAnswer<z.input<Output>>>;
}

/** Makes the function that checks the parts of a server's tools against each other. */
export const toolDefiner =
  <Context extends BuiltinContext>() =>
  <Input extends z.ZodObject, Output extends z.ZodObject>(
    tool: BuiltinTool<Context, Input, Output>,
  ): BuiltinTool<Context> =>
    tool;
