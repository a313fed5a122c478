import type { Function } from 'aws-cdk-lib/aws-lambda';
import product from '../package.json' with { type: 'json' };
import type { Capability, RouteCapability } from './capabilities.ts';
import type { StageConfig } from './config.ts';
import type { JobQueue } from './constructs/jobs/job-queue.ts';
import { grantImageModel, grantModel, nameModel } from './constructs/model-access.ts';
import { tableAccesses } from './constructs/table-access.ts';
import { metricNamespace } from './observability/metric-namespace.ts';
import type { StatefulStack } from './stacks/stateful-stack.ts';

export type Grant = (grantee: Function) => void;
/** How each capability is given. */
export type Grants<Name extends Capability> = Readonly<Record<Name, Grant>>;

export interface GrantSources {
  readonly config: StageConfig;
  readonly stateful: Pick<
    StatefulStack,
    'table' | 'secret' | 'signIn' | 'credentialKey' | 'mediaBucket'
  >;
  /** Where people and clients reach the product: `https://copilot.example.com`. */
  readonly origin: string;
  /** Where long jobs wait. */
  readonly jobQueue: Pick<JobQueue, 'grantSend'>;
}

/** How a function is given what does not stand with the jobs. */
export function createGrants({
  config,
  stateful,
  origin,
  jobQueue,
}: GrantSources): Grants<RouteCapability> {
  const { table, secret, signIn, credentialKey, mediaBucket } = stateful;
  return {
    ...(Object.fromEntries(
      tableAccesses.map((access): [string, Grant] => [
        access,
        (grantee) => table.grantAccess(grantee, access),
      ]),
      // A grant for each access: the type cannot follow a list made into a record.
    ) as Grants<(typeof tableAccesses)[number]>),
    'read secrets': (grantee) => secret.grantReading(grantee),
    'check access tokens': setVariables({
      OIDC_ISSUER: signIn.issuer,
      OIDC_AUDIENCE: signIn.audience,
      ADMIN_GROUP: signIn.adminGroup,
    }),
    'say where to sign in': setVariables({
      PUBLIC_ORIGIN: origin,
      OIDC_ISSUER: signIn.issuer,
      SIGN_IN_SCOPE: signIn.scope,
    }),
    'name the origin': setVariables({ PUBLIC_ORIGIN: origin }),
    'know the servers': setVariables({ SERVERS: JSON.stringify(config.servers) }),
    'seal credentials': (grantee) => credentialKey.grantSealing(grantee),
    'open credentials': (grantee) => credentialKey.grantOpening(grantee),
    'name the model': (grantee) => nameModel(grantee, config.model),
    'call the model': (grantee) => grantModel(grantee, config.model),
    'draw pictures': (grantee) => grantImageModel(grantee, config.imageModel),
    'keep media': (grantee) => mediaBucket.grantKeeping(grantee),
    'show media': (grantee) => mediaBucket.grantShowing(grantee),
    'start jobs': (grantee) => jobQueue.grantSend(grantee, 'JOB_QUEUE_URL'),
    'find businesses': setVariables(
      config.overpassUrl === undefined ? {} : { OVERPASS_URL: config.overpassUrl },
    ),
    'tell the version': setVariables({ APP_VERSION: product.version }),
    'sample accounts': setVariables({ AUDIT_SAMPLE_SHARE: String(config.auditSampleShare) }),
    // By a line in the log, so that it takes no permission.
    'count metrics': setVariables({ METRICS_NAMESPACE: metricNamespace(config.stage) }),
  };
}

const setVariables =
  (variables: Readonly<Record<string, string>>): Grant =>
  (grantee) => {
    for (const [name, value] of Object.entries(variables)) grantee.addEnvironment(name, value);
  };

/** Gives a function all that it is to have. */
export function giveCapabilities<Name extends Capability>(
  grantee: Function,
  names: readonly Name[],
  grants: Grants<Name>,
): void {
  for (const name of names) grants[name](grantee);
}
