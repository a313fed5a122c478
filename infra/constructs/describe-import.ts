import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** The name by which findings call a bucket of another stack. */
export function describeImport(bucket: IBucket): string {
  const owner = Stack.of(bucket);
  const imported: unknown = owner.resolve(owner.exportValue(bucket.bucketArn));
  return Object.values(imported as { 'Fn::ImportValue': string }).join('');
}
