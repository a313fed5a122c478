import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { tableDefinition } from '../../shared/table-definition.ts';
import { allowTableAccess, type TableAccess } from './table-access.ts';

const attributeTypes = { S: AttributeType.STRING, N: AttributeType.NUMBER } as const;
const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/**
 * The one table, as `shared/table-definition.ts` has it. Its name is fixed: a change that replaces
 * the table, and so loses it, fails at the name in place of leaving an empty one behind.
 */
export class MeteredTable extends Table {
  constructor(scope: Construct, id: string, props: { readonly tableName: string }) {
    super(scope, id, {
      tableName: props.tableName,
      partitionKey: text(tableDefinition.partitionKey),
      sortKey: text(tableDefinition.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: tableDefinition.timeToLiveAttribute,
      stream: StreamViewType[tableDefinition.stream],
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [indexName, index] of Object.entries(tableDefinition.indexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(index.partitionKey),
        sortKey: { name: index.sortKey, type: attributeTypes[index.sortKeyType] },
        projectionType: ProjectionType[index.projection],
      });
    }
  }

  /** Tells a function the name of the table and gives it one kind of access. */
  grantAccess(grantee: Function, access: TableAccess): void {
    allowTableAccess(grantee, access, this.tableArn);
    grantee.addEnvironment('TABLE_NAME', this.tableName);
  }
}
