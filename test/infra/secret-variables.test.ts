import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const secretNames = ['APPROVAL_SECRET', 'MODEL_API_KEY', 'WEBHOOKS', 'OAUTH_CLIENTS'];
const secretShape = /SECRET$|PASSWORD|TOKEN|PRIVATE|API_KEY|CREDENTIAL/;
/** How CloudFormation is told to put the value of a secret in its place. */
const resolvedSecret = /\{\{resolve:(secretsmanager|ssm-secure):/;

const functionSchema = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

describe.each(['prod', 'dev'])('secrets of the stage %s', (stage) => {
  let app: SynthesisedApp;
  beforeAll(async () => {
    app = await synthApp({ stage });
  }, synthTimeoutMs);

  it('are no variables of any function: only where they are kept is told', () => {
    const names = app.stackNames
      .flatMap((stack) => Object.values(app.template(stack).findResources('AWS::Lambda::Function')))
      .flatMap(({ Properties }) =>
        Object.keys(functionSchema.parse(Properties).Environment?.Variables ?? {}),
      );
    expect(names).toContain('SECRETS_ARN');
    for (const name of names) {
      expect(secretNames).not.toContain(name);
      expect(name).not.toMatch(secretShape);
    }
  });

  it('are put into nothing when it is deployed', () => {
    for (const stack of app.stackNames) {
      expect(JSON.stringify(app.template(stack).toJSON()), stack).not.toMatch(resolvedSecret);
    }
  });
});
