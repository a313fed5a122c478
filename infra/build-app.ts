import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { StageConfig } from './config.ts';
import { resourceName } from './resource-name.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { PagesStack } from './stacks/pages-stack.ts';
import { SiteStack } from './stacks/site-stack.ts';
import { JobsStack } from './stacks/jobs-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { StatefulStack } from './stacks/stateful-stack.ts';

/**
 * All stacks of one stage, in the order of their deployment. Needs neither a network nor
 * credentials: the account is whichever deploys.
 */
export function buildApp(config: StageConfig, app: App = new App()) {
  const stackProps = (part: string) => ({
    config,
    stackName: resourceName(config.stage, part),
    env: { region: config.region },
  });
  const stateful = new StatefulStack(app, 'Stateful', stackProps('stateful'));
  const { signIn, userPool, mediaBucket, logGroup } = stateful;
  const edge =
    config.firewall &&
    new EdgeStack(app, 'Edge', {
      ...stackProps('edge'),
      stage: config.stage,
      firewall: config.firewall,
      crossRegionReferences: true,
    });
  const site = new SiteStack(app, 'Site', {
    ...stackProps('site'),
    signIn,
    userPool,
    mediaBucket,
    webAclArn: edge?.webAclArn,
    crossRegionReferences: edge !== undefined,
  });
  const jobs = new JobsStack(app, 'Jobs', {
    ...stackProps('jobs'),
    stateful,
    origin: site.origin,
  });
  const api = new ApiStack(app, 'Api', {
    ...stackProps('api'),
    stateful,
    api: site.api,
    origin: site.origin,
    jobQueue: jobs.jobQueue,
  });
  const pages = new PagesStack(app, 'Pages', { ...stackProps('pages'), site, logGroup });
  // No page may call a route that is not there yet.
  pages.addStackDependency(api);
  const observability = new ObservabilityStack(app, 'Observability', {
    ...stackProps('observability'),
    stateful,
  });
  Tags.of(app).add('product', 'metered-copilot');
  Tags.of(app).add('stage', config.stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stacks: { stateful, edge, site, api, jobs, pages, observability } };
}
