import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { uploadSite } from '../constructs/site/upload-site.ts';
import type { SiteStack } from './site-stack.ts';

export interface PagesStackProps extends StackProps {
  readonly site: SiteStack;
  readonly logGroup: ILogGroup;
}

/** The built pages in their bucket; deployed last, so that no page calls a route that is missing. */
export class PagesStack extends Stack {
  constructor(scope: Construct, id: string, { site, logGroup, ...props }: PagesStackProps) {
    super(scope, id, props);
    uploadSite(this, { bucket: site.pagesBucket, config: { oidc: site.oidc }, logGroup });
  }
}
