import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const functionSchema = z.object({
  FunctionName: z.string(),
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});
const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((found) => [found].flat());
const statementSchema = z.object({
  Effect: z.string(),
  Action: oneOrMore,
  Resource: z.unknown().transform((found): unknown[] => [found].flat()),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
});
/** Strict, so that nothing it may do stands anywhere else. */
const roleSchema = z.strictObject({
  AssumeRolePolicyDocument: z.unknown(),
  Description: z.string(),
  Policies: z.array(policySchema),
  Tags: z.unknown(),
});

export interface FoundFunction {
  /** All that its role may do. */
  readonly statements: readonly z.infer<typeof statementSchema>[];
  /** Texts, or what CloudFormation puts in their place. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The functions of a template by their full names. */
export function readFunctions(template: Template): Map<string, FoundFunction> {
  const roles = template.findResources('AWS::IAM::Role');
  const resources = Object.values(template.findResources('AWS::Lambda::Function'));
  return new Map(
    resources.map((resource) => {
      const { FunctionName, Role, Environment } = functionSchema.parse(resource['Properties']);
      const [role] = Role['Fn::GetAtt'];
      const { Policies } = roleSchema.parse(roles[role]?.['Properties']);
      const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      return [FunctionName, { statements, variables: Environment?.Variables ?? {} }];
    }),
  );
}
