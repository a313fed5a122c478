import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { readToolContent, type ToolContent } from './tool-content.ts';
import { type Delivery, readDelivery } from './tool-meta.ts';

/** What came of a tool call, small enough to be shown to a model and stored. */
export interface ToolResult extends Delivery {
  readonly isError: boolean;
  /** At most {@link limits.toolResultCharacters} characters and a note that it was cut. */
  readonly text: string;
  /** Absent when the tool gave none or too much. */
  readonly structured?: unknown;
  /** All of an answer that is more than text, for clients that can show it. */
  readonly content?: ToolContent;
}

const resultSchema = z.looseObject({
  content: z.array(z.looseObject({ type: z.string() })).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().default(false),
  _meta: z.unknown().optional(),
});

const textBlockSchema = z.looseObject({ type: z.literal('text'), text: z.string() });
const resourceBlockSchema = z.looseObject({
  type: z.literal('resource'),
  resource: z.looseObject({ uri: z.string(), text: z.string().optional() }),
});
const linkBlockSchema = z.looseObject({ type: z.literal('resource_link'), uri: z.string() });

/**
 * Reads what a server answered to a call. Servers are not trusted to keep to the protocol.
 *
 * @param isBuiltin one of our own servers, which is believed what it delivered
 * @throws z.ZodError when it is not the result of a tool call
 */
export function readToolResult(answer: unknown, isBuiltin = false): ToolResult {
  const { content, structuredContent, isError, _meta } = resultSchema.parse(answer);
  const json = structuredContent === undefined ? '' : JSON.stringify(structuredContent);
  const text = content.map(describeBlock).filter(Boolean).join('\n') || json;
  const kept = readToolContent(content);
  const isStructured = json !== '' && json.length <= limits.toolResultCharacters;
  return {
    isError,
    text: cutToolText(text),
    // As it is over the wire, also from a server in this process: no undefined, nothing shared.
    ...(isStructured ? { structured: JSON.parse(json) as unknown } : {}),
    ...(kept && { content: kept }),
    ...(isBuiltin && readDelivery(_meta)),
  };
}

/** Text of at most {@link limits.toolResultCharacters}, with a note when some was cut away. */
export function cutToolText(text: string): string {
  if (text.length <= limits.toolResultCharacters) return text;
  const kept = text.slice(0, limits.toolResultCharacters);
  return `${kept}\n[Cut here: the result has ${text.length} characters.]`;
}

/** Pictures and sounds are named, not shown: a model of text could not read them. */
function describeBlock(block: { type: string }): string {
  const text = textBlockSchema.safeParse(block);
  if (text.success) return text.data.text;
  const resource = resourceBlockSchema.safeParse(block);
  if (resource.success) return resource.data.resource.text ?? resource.data.resource.uri;
  const link = linkBlockSchema.safeParse(block);
  return link.success ? link.data.uri : `[${block.type}]`;
}
