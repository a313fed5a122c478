import type { Template } from 'aws-cdk-lib/assertions';
import { kebabCase } from '../../infra/kebab-case.ts';
import { synthApp } from './synth-app.ts';

type Properties = Readonly<Record<string, unknown>>;

export type JobsTemplate = Awaited<ReturnType<typeof readJobsTemplate>>;

/** How a template names the ARN of a resource. */
export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** What is deployed for jobs in the stage `prod`, by the names of shared/triggers.ts. */
export async function readJobsTemplate() {
  const template = (await synthApp()).template('jobs');

  const propertiesOf = (type: string): Properties[] =>
    Object.values(template.findResources(type)).map(({ Properties }) => Properties as Properties);

  const functionId = (name: string) =>
    findId(template, 'AWS::Lambda::Function', {
      FunctionName: `metered-copilot-prod-${kebabCase(name)}`,
    });
  const queueId = (name: string) =>
    findId(template, 'AWS::SQS::Queue', { QueueName: `metered-copilot-prod-${name}` });

  /** What the role of a function may do: `action resource`, by logical ids. */
  function permissionsOf(name: string): string[] {
    const [functionResource] = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: `metered-copilot-prod-${kebabCase(name)}` },
      }),
    );
    const role = functionResource?.['Properties'].Role['Fn::GetAtt'][0];
    const policies: { PolicyDocument: PolicyDocument }[] =
      template.findResources('AWS::IAM::Role')[role]?.['Properties'].Policies;
    return policies.flatMap(({ PolicyDocument }) => listPermissions(PolicyDocument));
  }

  return { template, propertiesOf, functionId, queueId, permissionsOf };
}

interface PolicyDocument {
  readonly Statement: readonly { Action: string | string[]; Resource: unknown }[];
}

const listPermissions = ({ Statement }: PolicyDocument): string[] =>
  Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => `${action} ${JSON.stringify(Resource)}`),
  );

/** The logical id of the one resource that has these properties. */
function findId(template: Template, type: string, properties: Properties): string {
  const ids = Object.keys(template.findResources(type, { Properties: properties }));
  if (ids.length === 1) return ids[0]!;
  throw new Error(`${ids.length} of ${type} have ${JSON.stringify(properties)}.`);
}
