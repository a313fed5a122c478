import * as z from 'zod';
import type { SynthesisedApp } from '../synth-app.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

/** As much of a CloudFormation template as a deployment of it has to understand. */
export const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z
    .record(
      z.string(),
      z.looseObject({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

export type Template = z.infer<typeof templateSchema>;

/** The templates of all stacks, by the stack's name in the app. */
export type Templates = Readonly<Record<string, Template>>;

export const readTemplates = ({ stackNames, template }: SynthesisedApp): Templates =>
  Object.fromEntries(
    stackNames.map((name) => [name, templateSchema.parse(template(name).toJSON())]),
  );

export interface FoundResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Every resource of a type, in all stacks. */
export const findResources = (templates: Templates, type: string): readonly FoundResource[] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, { Properties }]) => ({ stack, logicalId, type, properties: Properties })),
  );
