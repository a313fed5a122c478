import { spawnSync } from 'node:child_process';
import { resourceName } from './resource-name.ts';

/** Every stack but the one that holds data, as the CDK's command line selects them. */
const stacksWithoutData = '!(Stateful)';

const options = process.argv.slice(2);
const stage = /\bstage=([\w-]+)/.exec(options.join(' '))?.[1] ?? 'prod';

const { status, error } = spawnSync('cdk', ['destroy', stacksWithoutData, ...options], {
  stdio: 'inherit',
});
if (error) throw error;
if (status === 0) {
  console.log(
    `\nKept: the stack ${resourceName(stage, 'stateful')}, with the table of all balances, the media,` +
      ' the people, the secret and the logs.\nA deploy finds them again. To delete them as well,' +
      ' see "Remove" in docs/deploy.md.',
  );
}
process.exitCode = status ?? 1;
