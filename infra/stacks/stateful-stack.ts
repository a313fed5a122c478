import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { CopilotUserPool } from '../constructs/copilot-user-pool.ts';
import { CredentialKey } from '../constructs/credential-key.ts';
import { MediaBucket } from '../constructs/media-bucket.ts';
import { MeteredTable } from '../constructs/metered-table.ts';
import { StageSecret } from '../constructs/stage-secret.ts';
import { resourceName } from '../resource-name.ts';
import { identityScope, type SignIn } from '../sign-in.ts';

export interface StatefulStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What must outlive every deployment: balances, files, people, secrets and the log. */
export class StatefulStack extends Stack {
  readonly table: MeteredTable;
  readonly mediaBucket: MediaBucket;
  readonly secret: StageSecret;
  readonly credentialKey: CredentialKey;
  /** Where all functions write. */
  readonly logGroup: LogGroup;
  /** Where API Gateway writes one line for each request. */
  readonly accessLogGroup: LogGroup;
  /** None where the stage names an issuer of its own. */
  readonly userPool: CopilotUserPool | undefined;
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, { config, ...props }: StatefulStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { stage } = config;
    this.table = new MeteredTable(this, 'Table', { tableName: resourceName(stage, 'table') });
    this.mediaBucket = new MediaBucket(this, 'Media');
    this.secret = new StageSecret(this, 'Secret', { secretName: resourceName(stage, 'secret') });
    this.credentialKey = new CredentialKey(this, 'CredentialKey', { stage });
    this.logGroup = this.#addLog('Log', 'functions', config);
    this.accessLogGroup = this.#addLog('AccessLog', 'access', config);
    if (config.signIn) {
      this.signIn = { ...config.signIn, scope: identityScope };
    } else {
      this.userPool = new CopilotUserPool(this, 'Users', { stage });
      this.signIn = this.userPool.signIn;
    }
    this.#describe();
  }

  #addLog(id: string, name: string, { stage, logRetentionDays }: StageConfig): LogGroup {
    return new LogGroup(this, id, {
      logGroupName: resourceName(stage, name),
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** What an operator needs: to look after data, to add secrets, to make somebody an admin. */
  #describe(): void {
    const outputs = {
      TableName: this.table.tableName,
      MediaBucketName: this.mediaBucket.bucketName,
      SecretArn: this.secret.secretArn,
      LogGroupName: this.logGroup.logGroupName,
      Issuer: this.signIn.issuer,
      ...(this.userPool && { UserPoolId: this.userPool.userPoolId }),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
