import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { describeImport } from './describe-import.ts';
import { privateBucket } from './private-bucket.ts';

/** What was overwritten or deleted by mistake can be had back for so long. */
const oldVersionDays = 30;

/** Each client's pictures stand below its own name. */
const clientObjects = 'clients/*';

/** Pictures and files that the copilot made for accounts. Nobody reads it without being signed in. */
export class MediaBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      ...privateBucket,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(oldVersionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Objects are reached through functions, whose log says who asked for what.',
    });
  }

  /** Lets a function add pictures and show them. It can delete none. */
  grantKeeping(grantee: Function): void {
    this.#grantUse(grantee, ['s3:GetObject', 's3:PutObject']);
  }

  grantShowing(grantee: Function): void {
    this.#grantUse(grantee, ['s3:GetObject']);
  }

  #grantUse(grantee: Function, actions: string[]): void {
    grantee.addToRolePolicy(
      new PolicyStatement({ actions, resources: [this.arnForObjects(clientObjects)] }),
    );
    // Without it S3 says of a picture that is not there that it must not be seen.
    grantee.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucketArn] }),
    );
    grantee.addEnvironment('MEDIA_BUCKET', this.bucketName);
    Validations.of(grantee.role ?? grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${describeImport(this)}/${clientObjects}]`,
      reason: 'Every picture has a name of its own. Whose it is, the function makes sure.',
    });
  }
}
