import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { WebFirewall } from '../constructs/site/web-firewall.ts';
import { resourceName } from '../resource-name.ts';

/** CloudFront takes firewalls from this region alone. */
const edgeRegion = 'us-east-1';

export interface EdgeStackProps extends StackProps {
  readonly stage: string;
  readonly firewall: NonNullable<StageConfig['firewall']>;
}

/** The firewall, wherever the rest of the stage is. */
export class EdgeStack extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { stage, firewall, ...props }: EdgeStackProps) {
    super(scope, id, { ...props, env: { ...props.env, region: edgeRegion } });
    const name = resourceName(stage, 'firewall');
    this.webAclArn = new WebFirewall(this, 'Firewall', { name, ...firewall }).attrArn;
  }
}
