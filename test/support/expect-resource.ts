import type { Template } from 'aws-cdk-lib/assertions';

/** Some resource of that type has these properties; with a count, exactly so many have. */
export function expectResource(
  template: Template,
  type: string,
  properties: object,
  count?: number,
): void {
  if (count === undefined) template.hasResourceProperties(type, properties);
  else template.resourcePropertiesCountIs(type, properties, count);
}
