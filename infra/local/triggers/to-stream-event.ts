import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

/** The event that Lambda makes of records: attribute values as they are, times in seconds. */
export const toStreamEvent = (records: readonly StreamRecord[], streamArn: string) => ({
  Records: records.map((record) => ({
    ...record,
    dynamodb: {
      ...record.dynamodb,
      ApproximateCreationDateTime: toEpochSeconds(record.dynamodb?.ApproximateCreationDateTime),
    },
    eventSourceARN: streamArn,
  })),
});

const toEpochSeconds = (time: Date | undefined): number | undefined =>
  time && Math.floor(time.getTime() / 1000);
