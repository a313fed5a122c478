import { Duration, Validations } from 'aws-cdk-lib';
import { Bucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { privateBucket } from '../private-bucket.ts';

/** Who asked CloudFront for what, for as long as the functions' log is kept. */
export class AccessLogBucket extends Bucket {
  constructor(scope: Construct, id: string, props: { readonly retentionDays: number }) {
    super(scope, id, {
      ...privateBucket,
      // CloudFront delivers its log by an access control list, and needs to be allowed one.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [
        {
          expiration: Duration.days(props.retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds a log itself; a log of its reading would never end.',
    });
  }
}
