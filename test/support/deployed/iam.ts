import * as z from 'zod';
import { matchesPattern } from '../../../infra/local/gateway/matches-pattern.ts';
import type { ResolveValue } from './resolve-value.ts';
import { findResources, type FoundResource, type Templates } from './templates.ts';

const textList = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Whether a statement holds for a call. */
type Condition = (demand: Demand) => boolean;

/** Only items whose partition key begins so. */
const leadingKeysSchema = z
  .strictObject({
    'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': textList }),
    Null: z.strictObject({ 'dynamodb:LeadingKeys': z.literal('false') }),
  })
  .transform((condition): Condition => {
    const patterns = condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
    return ({ partitions = [] }) =>
      partitions.length > 0 &&
      partitions.every((partition) =>
        patterns.some((pattern) => matchesPattern(pattern, partition)),
      );
  });

const equalitySchema = z.strictObject({ StringEquals: z.record(z.string(), textList) }).transform(
  ({ StringEquals }): Condition =>
    ({ context = {} }) =>
      Object.entries(StringEquals).every(([name, allowed]) =>
        allowed.includes(context[name] ?? ''),
      ),
);

/** A condition of another kind is never met here. */
const conditionSchema = z.union([
  leadingKeysSchema,
  equalitySchema,
  z.unknown().transform((): Condition => () => false),
]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: textList,
  Resource: textList,
  Condition: conditionSchema.optional(),
});
const documentSchema = z.looseObject({ Statement: z.array(statementSchema) });
const inlineSchema = z.array(z.looseObject({ PolicyDocument: documentSchema })).default([]);
const attachedSchema = z.looseObject({
  PolicyDocument: documentSchema,
  Roles: z.array(z.string()).default([]),
});
const functionSchema = z.looseObject({ Role: z.string() });

export interface Demand {
  readonly action: string;
  readonly resource: string;
  /** Partition keys of the items that a call names. */
  readonly partitions?: readonly string[];
  /** Keys of conditions with their values. */
  readonly context?: Readonly<Record<string, string>>;
}

export type Statements = readonly z.infer<typeof statementSchema>[];

/**
 * All that the role of a function allows it: policies of the role, and those attached to it.
 *
 * @throws z.ZodError for a statement with a negation, which is not evaluated here
 */
export function readStatements(
  templates: Templates,
  resolve: ResolveValue,
  { stack, properties }: FoundResource,
): Statements {
  const { Role: roleArn } = functionSchema.parse(resolve(stack, properties));
  const roles = findResources(templates, 'AWS::IAM::Role').map((role) => ({
    ...role,
    name: resolve(role.stack, { Ref: role.logicalId }),
    arn: resolve(role.stack, { 'Fn::GetAtt': [role.logicalId, 'Arn'] }),
  }));
  const role = roles.find(({ arn }) => arn === roleArn);
  if (!role) throw new Error(`No stack makes the role ${roleArn}.`);
  const inline = inlineSchema.parse(resolve(role.stack, role.properties['Policies']));
  const attached = findResources(templates, 'AWS::IAM::Policy')
    .filter(({ properties: { Roles } }) => Array.isArray(Roles))
    .map((policy) => ({
      roles: z.array(z.string()).parse(resolve(policy.stack, policy.properties['Roles'])),
      policy,
    }))
    .filter(({ roles: names }) => names.some((name) => name === role.name))
    .map(({ policy }) => attachedSchema.parse(resolve(policy.stack, policy.properties)));
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** What IAM answers: a Deny wins, and what nobody allows is denied. */
export function isAllowed(statements: Statements, demand: Demand): boolean {
  const effects = statements
    .filter(
      ({ Action, Resource, Condition }) =>
        (Condition?.(demand) ?? true) &&
        Action.some((pattern) =>
          matchesPattern(pattern.toLowerCase(), demand.action.toLowerCase()),
        ) &&
        Resource.some((pattern) => matchesPattern(pattern, demand.resource)),
    )
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
