import * as z from 'zod';

/**
 * The part of JSON Schema that is understood. A tool server may send anything: what does not fit
 * is read as absent, and an argument without a known type is one that cannot be filled.
 */
const schemaNodeSchema = z.object({
  type: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
  required: z.array(z.string()).catch([]).default([]),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional().catch(undefined),
  oneOf: z.array(z.unknown()).optional().catch(undefined),
  enum: z.array(z.json()).optional().catch(undefined),
  const: z.json().optional().catch(undefined),
  default: z.json().optional().catch(undefined),
  format: z.string().optional().catch(undefined),
  pattern: z.string().optional().catch(undefined),
  minimum: z.number().optional().catch(undefined),
  maximum: z.number().optional().catch(undefined),
  exclusiveMinimum: z.number().optional().catch(undefined),
  exclusiveMaximum: z.number().optional().catch(undefined),
  minLength: z.number().optional().catch(undefined),
  maxLength: z.number().optional().catch(undefined),
  $ref: z.string().optional().catch(undefined),
  $defs: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

export type SchemaNode = z.infer<typeof schemaNodeSchema>;

const nothing = schemaNodeSchema.parse({});
const referencePattern = /^#\/\$defs\/([^/]+)$/;

const parseNode = (node: unknown): SchemaNode => schemaNodeSchema.safeParse(node).data ?? nothing;

/**
 * Reads one node: follows one reference to `$defs` of the root, and takes the first branch of a
 * union that is not null, which is how optional values are commonly written.
 */
export function readSchemaNode(node: unknown, root: SchemaNode | null = null): SchemaNode {
  const own = followReference(parseNode(node), root);
  const branches = (own.anyOf ?? own.oneOf ?? []).map((branch) =>
    followReference(parseNode(branch), root),
  );
  // Of "a date, or a date and time" the second says more.
  const branch =
    branches.find((candidate) => candidate.format === 'date-time') ??
    branches.find((candidate) => typeOf(candidate) !== 'null');
  return branch ? { ...branch, default: own.default ?? branch.default } : own;
}

function followReference(node: SchemaNode, root: SchemaNode | null): SchemaNode {
  const name = node.$ref && referencePattern.exec(node.$ref)?.[1];
  const definitions = root?.$defs ?? {};
  return name && Object.hasOwn(definitions, name) ? parseNode(definitions[name]) : node;
}

/** The one type of a node, `null` aside; undefined when it does not say. */
export function typeOf(node: SchemaNode): string | undefined {
  if (typeof node.type === 'string') return node.type;
  return node.type?.find((type) => type !== 'null') ?? (node.properties ? 'object' : undefined);
}
