import { Stack, Validations } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISource } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { describeImport } from '../describe-import.ts';

/** Not each by its name: a permission that came with an upload may not hold yet when it starts. */
const archives = '*.zip';

export interface UploaderRoleProps {
  readonly bucket: IBucket;
  readonly logGroup: ILogGroup;
}

/**
 * May read the archives of deployments and write to one bucket. The role that CDK would make may
 * also delete there, and writes its log through a policy for every log there is.
 */
export class UploaderRole extends Role {
  /** This role, deaf to the permissions that CDK adds by itself. */
  readonly fixed: IRole;

  constructor(scope: Construct, id: string, { bucket, logGroup }: UploaderRoleProps) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Uploads the pages.',
    });
    this.#allow('s3:ListBucket', bucket.bucketArn);
    this.#allow('s3:PutObject', bucket.arnForObjects('*'));
    this.#allow('logs:CreateLogStream', logGroup.logGroupArn);
    this.#allow('logs:PutLogEvents', logGroup.logGroupArn);
    this.fixed = this.withoutPolicyUpdates();
    Validations.of(this).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::${describeImport(bucket)}/*]`,
        reason: 'The names of assets change with every build.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::${describeArchives(Stack.of(this))}]`,
        reason: 'The names of archives change with every build, and new permissions hold late.',
      },
    );
  }

  /** The same source, which this role may read from then on. */
  allowReading(source: ISource): ISource {
    return {
      bind: (scope, context) => {
        const bound = source.bind(scope, context);
        this.#allow('s3:GetObject', bound.bucket.arnForObjects(archives));
        return bound;
      },
    };
  }

  #allow(action: string, resource: string): void {
    this.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  }
}

/** The same for the archives of this account and region. */
const describeArchives = ({ region, synthesizer }: Stack): string =>
  `arn:<AWS::Partition>:s3:::cdk-${synthesizer.bootstrapQualifier}-assets-<AWS::AccountId>-${region}/${archives}`;
