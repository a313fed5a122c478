/**
 * One line of the access log, as JSON. It says nothing of who a person is and nothing of what they
 * sent: no address, header, query or body.
 */
export const accessLogFormat: string = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.httpMethod $context.resourcePath',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  gatewayError: '$context.error.responseType',
  principal: '$context.authorizer.principalId',
});
