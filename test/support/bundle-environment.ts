/** What all functions together are told in Lambda: enough to import any of their bundles. */
export const bundleEnvironment: Readonly<Record<string, string>> = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'an example',
  AWS_LAMBDA_FUNCTION_NAME: 'metered-copilot-test-function',
  TABLE_NAME: 'metered-copilot-test',
  OIDC_ISSUER: 'https://issuer.example.com',
  OIDC_AUDIENCE: 'metered-copilot',
  PUBLIC_ORIGIN: 'https://copilot.example.com',
  APPROVAL_SECRET: 'a secret for tests that is long enough',
  CIPHER_KEY_ARN: 'arn:aws:kms:us-east-1:111122223333:key/example',
  MEDIA_BUCKET: 'metered-copilot-test-media',
  EVENT_BUS_NAME: 'metered-copilot-test',
  WEBHOOK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/webhooks.fifo',
  JOB_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs.fifo',
};

/** The part of Lambda's own global that a streaming handler needs to be imported. */
export const lambdaGlobalScript =
  'globalThis.awslambda={streamifyResponse:(handler)=>handler,HttpResponseStream:{}};';
