import { Duration, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { privateBucket } from '../private-bucket.ts';

/** A page that a bad deployment replaced can be had back for so long. */
const oldVersionDays = 30;

/**
 * The built pages, which only CloudFront may read. Assets of earlier builds stay: pages that are
 * open load them later, nothing tells from their age whether one is in use, and a build weighs
 * less than a megabyte. Emptying it with its stack would take a function that may delete every page
 * at any time, so it stays.
 */
export class PagesBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      ...privateBucket,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(oldVersionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only CloudFront reads it, and the log of CloudFront has each of those requests.',
    });
  }
}
