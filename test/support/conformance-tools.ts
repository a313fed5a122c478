import { fromJsonSchema, type CallToolResult, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

const readOnly = { readOnlyHint: true };
const text = (words: string) => ({ type: 'text' as const, text: words });
/** One pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A header and no sound. */
const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const image = { type: 'image' as const, data: pixel, mimeType: 'image/png' };
const document = (uri: string, mimeType: string, content: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: content },
});

/** What the official suite expects of tools that answer at once. */
const answers: Readonly<Record<string, CallToolResult>> = {
  test_simple_text: { content: [text('This is a simple text response for testing.')] },
  test_image_content: { content: [image] },
  test_audio_content: { content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }] },
  test_embedded_resource: {
    content: [
      document('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
    ],
  },
  test_multiple_content_types: {
    content: [
      text('Multiple content types test:'),
      image,
      document('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  },
};

/** The schema whose keywords have to arrive as they are. */
const richSchema = fromJsonSchema({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, in a plain object
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
});

/** Puts the tools on a server that the official suite of MCP asks for, as far as we pass them on. */
export function addConformanceTools(server: McpServer): void {
  for (const [name, answer] of Object.entries(answers)) {
    const config = { description: name, annotations: readOnly, inputSchema: z.object({}) };
    server.registerTool(name, config, async () => answer);
  }
  const plain = { annotations: readOnly, inputSchema: z.object({}) };
  server.registerTool('test_error_handling', { ...plain, description: 'Fails.' }, async () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool(
    'test_tool_with_progress',
    { ...plain, description: 'Tells how far it is.' },
    async (_args, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken === undefined) break;
        const params = { progressToken, progress, total: 100 };
        await mcpReq.notify({ method: 'notifications/progress', params });
      }
      return { content: [text('Done.')] };
    },
  );
  server.registerTool(
    'json_schema_2020_12_tool',
    {
      description: 'Tool with JSON Schema 2020-12 features',
      annotations: readOnly,
      inputSchema: richSchema,
    },
    async () => ({ content: [text('Read.')] }),
  );
}
