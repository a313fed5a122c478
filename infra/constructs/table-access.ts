import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { tableDefinition } from '../../shared/table-definition.ts';

interface TablePermission {
  readonly actions: readonly string[];
  /** On this index, in place of the table itself. */
  readonly index?: keyof typeof tableDefinition.indexes;
  /** Only items whose partition key begins so. */
  readonly partitions?: readonly string[];
}

/**
 * Every kind of access to the table that a function can be given. A transaction needs the
 * permissions of the actions in it. Nothing here deletes from a partition of an account, where the
 * ledger stands.
 */
const tablePermissions = {
  'get items': { actions: ['dynamodb:GetItem'] },
  'get many items': { actions: ['dynamodb:BatchGetItem'] },
  'query items': { actions: ['dynamodb:Query'] },
  'query due charges': { actions: ['dynamodb:Query'], index: 'due' },
  'put items': { actions: ['dynamodb:PutItem'] },
  'update items': { actions: ['dynamodb:UpdateItem'] },
  'check items': { actions: ['dynamodb:ConditionCheckItem'] },
  'delete sessions': { actions: ['dynamodb:DeleteItem'], partitions: ['SESSION#'] },
  'delete credentials': { actions: ['dynamodb:DeleteItem'], partitions: ['CLIENT#'] },
  'delete contacts': {
    actions: ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
    partitions: ['CLIENT#'],
  },
} as const satisfies Record<string, TablePermission>;

export type TableAccess = keyof typeof tablePermissions;

export function allowTableAccess(grantee: Function, access: TableAccess, tableArn: string): void {
  const { actions, index, partitions }: TablePermission = tablePermissions[access];
  grantee.addToRolePolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [index === undefined ? tableArn : `${tableArn}/index/${index}`],
      ...(partitions && { conditions: onlyPartitions(partitions) }),
    }),
  );
}

/** "For all" holds for no keys at all, too, so that the keys have to be there. */
const onlyPartitions = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': {
    'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`),
  },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

export const tableAccesses = Object.keys(tablePermissions) as TableAccess[];
