import type { JSONValue, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';
import * as z from 'zod';

/** How a tool call ended. What a tool says is content to show, never something to act on. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: JSONValue }
  | { readonly kind: 'failed'; readonly reason: string | null }
  | { readonly kind: 'denied' };

/**
 * The shapes in which answers of MCP tools come: with an error flag, with structured content beside
 * the text, or with a list of content parts.
 */
const envelopeSchema = z.object({
  isError: z.boolean().optional().catch(undefined),
  structuredContent: z.json().optional().catch(undefined),
  structured: z.json().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  content: z.array(z.unknown()).optional().catch(undefined),
});
const textPartSchema = z.object({ type: z.literal('text'), text: z.string() });

/** Beyond this a text is not tried as JSON. */
const jsonCharacters = 100_000;

export function readOutcome(output: LanguageModelV4ToolResultOutput): Outcome {
  switch (output.type) {
    case 'execution-denied':
      return { kind: 'denied' };
    case 'error-text':
      return toFailure(output.value);
    case 'error-json':
      return toFailure(output.value);
    case 'text':
      return { kind: 'done', value: parseText(output.value) };
    case 'content':
      return { kind: 'done', value: parseText(joinTexts(output.value)) };
    case 'json':
      return unwrap(output.value);
  }
}

function unwrap(value: JSONValue): Outcome {
  const envelope = isPlainObject(value) ? envelopeSchema.safeParse(value).data : undefined;
  if (!envelope) return { kind: 'done', value };
  if (envelope.isError) return toFailure(value);
  const structured = envelope.structuredContent ?? envelope.structured;
  if (structured !== undefined) return { kind: 'done', value: structured };
  const isMarked = envelope.isError !== undefined || envelope.content !== undefined;
  const text = textOf(value);
  return { kind: 'done', value: isMarked && text !== null ? parseText(text) : value };
}

function toFailure(value: JSONValue): Outcome {
  const text = typeof value === 'string' ? value : textOf(value);
  return { kind: 'failed', reason: text === null || text.trim() === '' ? null : text };
}

const messageSchema = z.object({ message: z.string() });

/** The readable part of an answer. */
function textOf(value: JSONValue): string | null {
  const envelope = envelopeSchema.safeParse(value).data;
  if (envelope?.text !== undefined) return envelope.text;
  if (envelope?.content) return joinTexts(envelope.content);
  return messageSchema.safeParse(value).data?.message ?? null;
}

const joinTexts = (parts: readonly unknown[]): string =>
  parts.flatMap((part) => textPartSchema.safeParse(part).data?.text ?? []).join('\n');

/** Many tools answer JSON as text. */
function parseText(text: string): JSONValue {
  if (!/^\s*[[{]/.test(text) || text.length > jsonCharacters) return text;
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text; // It only looked like JSON.
  }
}

const isPlainObject = (value: JSONValue): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
