import { Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { findBundle } from '../bundle/find-bundle.ts';
import { FunctionRole } from './function-role.ts';

export interface ProductFunctionProps {
  /** The full name in Lambda: `metered-copilot-prod-connect`. */
  readonly functionName: string;
  /** The handler's file below `functions/`, without its extension: `routes/connect`. */
  readonly handlerFile: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes?: number;
  /** All functions write here, so that one request can be read in one place. */
  readonly logGroup: ILogGroup;
}

const defaultMemoryMegabytes = 1024;

/**
 * One handler as a function. Its role may write its log and nothing else: each grant method adds
 * a permission together with the variable that names what it is for.
 */
export class ProductFunction extends Function {
  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    const { functionName, logGroup } = props;
    const role = new FunctionRole(scope, `${id}Role`, { functionName });
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    super(scope, id, {
      functionName,
      description: props.description,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(findBundle(props.handlerFile)),
      handler: 'index.handler',
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMegabytes ?? defaultMemoryMegabytes,
      logGroup,
    });
  }
}
