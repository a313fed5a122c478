import type { Context } from 'aws-lambda';

const functionMemoryMegabytes = 1024;

/** The context of one invocation that may take `timeoutMs` from now. */
export function createLambdaContext(
  functionName: string,
  requestId: string,
  timeoutMs: number,
): Context {
  const deadline = Date.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: String(functionMemoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    // Node runtimes have not called these since callbacks went; the type still lists them.
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
