import * as z from 'zod';
import { expect } from 'vitest';
import type { ToolResult } from '../../../functions/mcp/tool-result.ts';
import { contactSchema, type Contact } from '../../../functions/store/crm/contact-rows.ts';

/** What a call that must have succeeded answered, parsed. */
export function readStructured<Shape>(result: ToolResult, schema: z.ZodType<Shape>): Shape {
  expect(result.isError, result.text).toBe(false);
  return schema.parse(result.structured);
}

export const readContact = (result: ToolResult): Contact =>
  readStructured(result, z.object({ contact: contactSchema })).contact;

export const readContacts = (result: ToolResult) =>
  readStructured(
    result,
    z.object({ contacts: z.array(contactSchema), cursor: z.string().nullable() }),
  );
