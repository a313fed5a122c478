import * as z from 'zod';
import type { FoundResource, Templates } from './templates.ts';

/** What a resource is called once it exists: its `Ref`, or one of its attributes. */
export type NameResource = (resource: FoundResource, attribute: string | null) => unknown;

export type ResolveValue = (stack: string, value: unknown) => unknown;

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

const textSchema = z.coerce.string();

/**
 * Resolves the intrinsic functions of CloudFormation that the templates use.
 *
 * @param nameResource says what each resource is called in this deployment
 * @throws Error for a function, a resource or an export that nobody knows
 */
export function createResolver(templates: Templates, nameResource: NameResource): ResolveValue {
  const exported = new Map<unknown, unknown>();
  for (const [stack, { Outputs }] of Object.entries(templates)) {
    for (const { Export, Value } of Object.values(Outputs)) {
      if (Export) exported.set(Export.Name, { stack, Value });
    }
  }

  function resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((member) => resolve(stack, member));
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = [], ...others] = Object.entries(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return call(stack, name, argument);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, resolve(stack, member)]),
    );
  }

  function call(stack: string, name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return refer(stack, textSchema.parse(argument), null);
      case 'Fn::GetAtt': {
        const [logicalId, attribute] = z.tuple([z.string(), z.string()]).parse(argument);
        return refer(stack, logicalId, attribute);
      }
      case 'Fn::Join': {
        const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return z.array(textSchema).parse(resolve(stack, parts)).join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return textSchema.parse(resolve(stack, text)).split(separator);
      }
      case 'Fn::Select': {
        const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
        return z.array(z.unknown()).parse(resolve(stack, list))[index];
      }
      case 'Fn::Sub': {
        const text = z.string().parse(argument);
        return text.replaceAll(/\$\{([^}]+)\}/g, (_whole, inner: string) => {
          const [logicalId = '', attribute = null] = inner.split('.', 2);
          return textSchema.parse(refer(stack, logicalId, attribute));
        });
      }
      case 'Fn::ImportValue':
        return importValue(resolve(stack, argument));
      default:
        throw new Error(`${name} is not understood.`);
    }
  }

  function refer(stack: string, logicalId: string, attribute: string | null): unknown {
    if (logicalId === 'AWS::StackName') return stack;
    const pseudo = pseudoParameters[logicalId];
    if (pseudo !== undefined) return pseudo;
    const found = templates[stack]?.Resources[logicalId];
    if (!found) throw new Error(`${stack} refers to ${logicalId}, which it does not have.`);
    const { Type: type, Properties: properties } = found;
    return nameResource({ stack, logicalId, type, properties }, attribute);
  }

  function importValue(name: unknown): unknown {
    const found = exported.get(name);
    if (!found) throw new Error(`No stack exports ${String(name)}.`);
    const { stack, Value } = z.object({ stack: z.string(), Value: z.unknown() }).parse(found);
    return resolve(stack, Value);
  }

  return resolve;
}
