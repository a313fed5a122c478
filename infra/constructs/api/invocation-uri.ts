import { Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';

/** The date is that of Lambda's API; a streamed answer has one of its own. */
const actions = {
  buffered: { date: '2015-03-31', name: 'invocations' },
  streamed: { date: '2021-11-15', name: 'response-streaming-invocations' },
} as const;

/** How API Gateway calls a function. */
export function invocationUri(target: Function, answer: keyof typeof actions): string {
  const { partition, region } = Stack.of(target);
  const { date, name } = actions[answer];
  return (
    `arn:${partition}:apigateway:${region}:lambda:path/` +
    `${date}/functions/${target.functionArn}/${name}`
  );
}
