import * as z from 'zod';
import { usageEventSchema } from '../../shared/api/charges.ts';
import { limits } from '../../shared/limits.ts';
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

Requests that name an \`Idempotency-Key\` are carried out once for each key, for ever. The same request
with the same key is answered as it was first, with the header \`Idempotency-Replayed: true\`; another
request with that key is refused with 422 \`idempotency_key_reused\`. A key is 1 to ${limits.idempotencyKeyCharacters} characters of
printable ASCII, best a UUID, and belongs to the account and to the kind of request: charges and holds
share theirs. What was refused, or failed with a status of 500 and above, may be sent again with it.

A \`reference\` holds what finds a charge again: up to ${limits.referenceMemberCount} texts (${limits.referenceValueCharacters} characters each) or whole
numbers. It is shown in the history and passed on to webhooks, so it names ids, never people.

Generated from \`shared/routes.ts\` by \`npm run reference\`.
`;

/** The reference page of all routes, as Markdown. */
export const describeApi = (): string =>
  [preface, ...Object.values(routes).map(describeRoute), describeUsageQueue()].join('\n');

function describeRoute(route: Route): string {
  const facts = [
    route.scope === null ? 'Public' : `Scope \`${route.scope}\``,
    describeCost(route),
    `answers ${route.successStatus}`,
  ];
  return [
    `## \`${route.method} ${route.path}\``,
    `${route.summary} ${facts.join(', ')}.`,
    ...describeHeader(route),
    ...describePart('Path', route.params),
    ...describePart('Query', route.query),
    ...describePart(route.isBodyOptional ? 'Body (may be empty)' : 'Body', route.body),
    ...describeAnswer(route),
    ...describeCsv(route),
    '',
  ].join('\n\n');
}

const describeUsageQueue = (): string =>
  [
    '## Queue `usage`',
    '',
    'What other services did already, one message each, charged soon after. A message that comes',
    'again is charged once for its `id`; what the balance does not cover is recorded as uncollected.',
  ].join('\n') + `\n\n${describePart('Message', usageEventSchema).join('\n\n')}\n`;

function describeCost({ charges }: Route): string {
  if (charges === 'nothing') return 'free';
  return charges === 'by request' ? 'charges the service it names' : `charges \`${charges}\``;
}

const describeHeader = ({ takesIdempotencyKey }: Route): string[] =>
  takesIdempotencyKey ? ['**Header** `Idempotency-Key`, required.'] : [];

function describeAnswer({ response }: Route): string[] {
  if (response === null) return [];
  if (response === 'redirect') return ['**Answer**: a redirect, by the header `Location`.'];
  if (response !== 'events') return describePart('Answer', response);
  return ['**Answer**: server-sent events in the AI SDK UI message stream protocol.'];
}

const describeCsv = ({ csv }: Route): string[] =>
  csv === undefined
    ? []
    : [
        `With \`Accept: text/csv\` the ${csv.list} are a file with as many rows as one answer takes, ${limits.csvRowCount} at most; ` +
          'when there are more, the header `Link` names the rest as `rel="next"`.',
      ];

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
