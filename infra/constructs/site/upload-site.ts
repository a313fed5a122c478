import { Validations } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  BucketDeployment,
  CacheControl,
  type ISource,
  Source,
} from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { type PageConfig, pageConfigPath } from '../../../shared/page-config.ts';
import { type SitePart, siteParts } from '../../../shared/site-parts.ts';
import { listBuiltFiles, siteDirectory } from './built-site.ts';
import { UploaderRole } from './uploader-role.ts';

export interface UploadSiteProps {
  readonly bucket: IBucket;
  readonly config: PageConfig;
  readonly logGroup: ILogGroup;
}

/**
 * Uploads the built site, one part after the other, and removes nothing. No cache has to be told:
 * pages are asked about each time, and assets never change.
 */
export function uploadSite(scope: Construct, props: UploadSiteProps): void {
  const files = listBuiltFiles();
  const role = new UploaderRole(scope, 'Uploader', props);
  const uploads = siteParts.flatMap((part) => {
    const sources = describeSources(part, files, props.config);
    return sources.length > 0
      ? [
          uploadPart(
            scope,
            part,
            sources.map((source) => role.allowReading(source)),
            { ...props, role: role.fixed },
          ),
        ]
      : [];
  });
  for (const [index, upload] of uploads.entries()) {
    const previous = uploads[index - 1];
    if (previous) upload.node.addDependency(previous);
  }
  Validations.of(scope).acknowledge({
    id: 'AwsSolutions-L1',
    reason: 'CDK brings the function that uploads, with the runtime it was tested with.',
  });
}

function describeSources(
  part: SitePart,
  files: readonly string[],
  config: PageConfig,
): readonly ISource[] {
  const others = files.filter((file) => !part.includes(file));
  const isEmpty = others.length === files.length;
  const configFile = pageConfigPath.slice(1);
  return [
    ...(isEmpty ? [] : [Source.asset(siteDirectory, { exclude: [...others] })]),
    ...(part.includes(configFile) ? [Source.jsonData(configFile, config)] : []),
  ];
}

const uploadPart = (
  scope: Construct,
  { name, cacheControl }: SitePart,
  sources: readonly ISource[],
  { bucket, logGroup, role }: UploadSiteProps & { readonly role: IRole },
): BucketDeployment =>
  new BucketDeployment(scope, `Upload-${name}`, {
    sources: [...sources],
    destinationBucket: bucket,
    cacheControl: [CacheControl.fromString(cacheControl)],
    prune: false,
    logGroup,
    role,
  });
