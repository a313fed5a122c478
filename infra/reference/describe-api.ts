import * as z from 'zod';
import { type Route, routes } from '../../shared/routes.ts';

/** Part of a JSON Schema that the reference shows. */
interface Described {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
}

const preface = `# API

One origin serves pages and API. JSON in camelCase, times in ISO 8601 UTC, tokens as whole numbers.
Call with \`Authorization: Bearer\` and either a person's OIDC access token or an API key \`mck_…\`.
What goes wrong is answered as \`application/problem+json\` ([errors](errors.md)). A foreign id answers
404, like one that does not exist.

Generated from \`shared/routes.ts\` by \`npm run reference\`.
`;

/** The reference page of all routes, as Markdown. */
export const describeApi = (): string =>
  [preface, ...Object.values(routes).map(describeRoute)].join('\n');

function describeRoute(route: Route): string {
  const facts = [
    route.scope === null ? 'Public' : `Scope \`${route.scope}\``,
    route.charges === 'nothing' ? 'free' : `charges \`${route.charges}\``,
    `answers ${route.successStatus}`,
  ];
  return [
    `## \`${route.method} ${route.path}\``,
    `${route.summary} ${facts.join(', ')}.`,
    ...describePart('Path', route.params),
    ...describePart('Query', route.query),
    ...describePart('Body', route.body),
    ...describeAnswer(route),
    '',
  ].join('\n\n');
}

function describeAnswer({ response }: Route): string[] {
  if (response === null) return [];
  if (response !== 'events') return describePart('Answer', response);
  return ['**Answer**: server-sent events in the AI SDK UI message stream protocol.'];
}

function describePart(title: string, schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return [];
  const described = z.toJSONSchema(schema, { io: title === 'Answer' ? 'output' : 'input' });
  const rows = fieldRows(described as Described, '');
  return [`**${title}**`, ['| Field | Type |', '|---|---|', ...rows].join('\n')];
}

function fieldRows({ properties = {}, required = [] }: Described, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const note = required.includes(name) && field.default === undefined ? '' : ' (optional)';
    const row = `| \`${prefix}${name}\` | ${describeType(field)}${note} |`;
    const inner = field.items ?? field;
    const path = field.items ? `${prefix}${name}[].` : `${prefix}${name}.`;
    return [row, ...fieldRows(inner, path)];
  });
}

function describeType(field: Described): string {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.enum) return field.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (field.anyOf) return [...new Set(field.anyOf.map(describeType))].join(' or ');
  if (field.items) return `list of ${describeType(field.items)}`;
  const type = [field.type ?? 'any'].flat().join(' or ');
  return field.default === undefined
    ? type
    : `${type}, default \`${JSON.stringify(field.default)}\``;
}
