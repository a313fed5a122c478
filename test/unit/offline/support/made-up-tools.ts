import { jsonSchema, tool, type JSONSchema7, type ToolSet } from 'ai';
import type { LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import { readTools } from '../../../../functions/agent/offline/tools/read-tools.ts';
import type { ToolProfile } from '../../../../functions/agent/offline/tools/tool-profile.ts';

/** What a test says about a tool; everything else has a default. */
export interface MadeUpTool {
  readonly description?: string;
  readonly properties?: Record<string, JSONSchema7>;
  readonly required?: string[];
  readonly hints?: {
    title?: string;
    isReadOnly?: boolean;
    needsApproval?: boolean;
    tokens?: number;
  };
  /** What the tool answers, from its arguments. */
  readonly answer?: (input: Record<string, unknown>) => unknown;
}

export type MadeUpTools = Record<string, MadeUpTool>;

export const text: JSONSchema7 = { type: 'string' };
export const texts: JSONSchema7 = { type: 'array', items: text };
export const email: JSONSchema7 = { type: 'string', format: 'email' };
export const time: JSONSchema7 = { type: 'string', format: 'date-time' };
export const reads = { isReadOnly: true };

const schemaOf = ({ properties = {}, required = [] }: MadeUpTool): JSONSchema7 => ({
  type: 'object',
  properties,
  required,
});

/** Tools for the real loop. */
export const toToolSet = (tools: MadeUpTools): ToolSet =>
  Object.fromEntries(
    Object.entries(tools).map(([name, madeUp]) => [
      name,
      tool({
        description: madeUp.description,
        inputSchema: jsonSchema<Record<string, unknown>>(schemaOf(madeUp)),
        execute: async (input) => madeUp.answer?.(input) ?? { ok: true },
        ...(madeUp.hints && { providerOptions: { copilot: madeUp.hints } }),
      }),
    ]),
  );

/** Tools as the model is given them. */
export const toModelTools = (tools: MadeUpTools): LanguageModelV4FunctionTool[] =>
  Object.entries(tools).map(([name, madeUp]) => ({
    type: 'function',
    name,
    inputSchema: schemaOf(madeUp),
    ...(madeUp.description !== undefined && { description: madeUp.description }),
    ...(madeUp.hints && { providerOptions: { copilot: madeUp.hints } }),
  }));

export const toProfiles = (tools: MadeUpTools): readonly ToolProfile[] =>
  readTools(toModelTools(tools));

/** One tool as the assistant understands it. */
export function toProfile(name: string, madeUp: MadeUpTool = {}): ToolProfile {
  const [profile] = toProfiles({ [name]: madeUp });
  if (!profile) throw new Error('a tool has a profile');
  return profile;
}
