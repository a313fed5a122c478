import { createHash } from 'node:crypto';
import { Stack, Validations } from 'aws-cdk-lib';
import { CfnDeployment, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import { type ApiIdentity, apiStageName } from '../../api-identity.ts';
import type { StageConfig } from '../../config.ts';
import { accessLogFormat } from './access-log-format.ts';

export interface ApiStageProps {
  readonly api: ApiIdentity;
  /** All that the deployment is a picture of: where any of it changes, another picture is taken. */
  readonly definitions: readonly object[];
  /** What must exist before the picture is taken. */
  readonly parts: readonly IDependable[];
  readonly accessLogGroup: ILogGroup;
  readonly limits: Pick<StageConfig, 'requestsPerSecond' | 'requestBurst'>;
}

const hashCharacters = 16;

/** What of the API is in use: a deployment, with its throttling and its access log. */
export class ApiStage extends Construct {
  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id);
    const { api, definitions, parts, accessLogGroup, limits } = props;
    const picture = JSON.stringify(Stack.of(this).resolve(definitions));
    const hash = createHash('sha256').update(picture).digest('hex').slice(0, hashCharacters);
    const deployment = new CfnDeployment(this, `Deployment${hash}`, { restApiId: api.restApiId });
    deployment.node.addDependency(...parts);
    new CfnStage(this, 'Stage', {
      restApiId: api.restApiId,
      stageName: apiStageName,
      deploymentId: deployment.ref,
      accessLogSetting: {
        destinationArn: plainArn(accessLogGroup),
        format: accessLogFormat,
      },
      methodSettings: [
        {
          resourcePath: '/*',
          httpMethod: '*',
          throttlingRateLimit: limits.requestsPerSecond,
          throttlingBurstLimit: limits.requestBurst,
          dataTraceEnabled: false,
          loggingLevel: 'OFF',
          // Each route has a function, whose own metrics say as much and cost nothing.
          metricsEnabled: false,
        },
      ],
    });
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-APIG3', reason: 'The firewall stands in front of CloudFront.' },
      {
        id: 'AwsSolutions-APIG6',
        reason: 'An execution log would hold what people send. The access log has each failure.',
      },
    );
  }
}

/** Without the `:*` that CloudFormation ends it in, and API Gateway does not take. */
const plainArn = (logGroup: ILogGroup): string =>
  Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: `log-group:${logGroup.logGroupName}`,
  });
