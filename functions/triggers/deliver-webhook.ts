import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { enterRequest } from '../http/request-context.ts';
import { deliverWebhooks } from '../wiring/webhooks.ts';

const deliver = await deliverWebhooks();

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  enterRequest(context.awsRequestId);
  const remainingMs = () => context.getRemainingTimeInMillis();
  const left = await deliver(event.Records.map(toMessage), { remainingMs });
  return { batchItemFailures: left.map((itemIdentifier) => ({ itemIdentifier })) };
};

const toMessage = ({ messageId, receiptHandle, body, attributes }: SQSRecord) => ({
  messageId,
  receiptHandle,
  body,
  group: attributes.MessageGroupId ?? messageId,
  receiveCount: Number(attributes.ApproximateReceiveCount),
});
