import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType } from '@aws-cdk/service-spec-types';
import type { Templates } from './templates.ts';

type Properties = Readonly<Record<string, Property>>;

const structures = new Set(['ref', 'array', 'map']);
const database = loadAwsServiceSpecSync();

/**
 * What CloudFormation would refuse by the schemas that AWS publishes for its resource types:
 * unknown types and properties, missing ones, and values of another type. The list is empty for a
 * sound template; each problem names the place.
 */
export const findSchemaProblems = (templates: Templates): readonly string[] =>
  Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      // Ours by Lambda; no schema is published for them.
      .filter(([, { Type }]) => !Type.startsWith('Custom::') && Type !== 'AWS::CDK::Metadata')
      .flatMap(([logicalId, { Type, Properties }]) => {
        const place = `${stack} ${logicalId}`;
        const found = database.lookup('resource', 'cloudFormationType', 'equals', Type);
        if (found.length === 0) return [`${place}: there is no type ${Type}`];
        return checkObject(place, found.only().properties, Properties);
      }),
  );

function checkObject(place: string, schema: Properties, value: object): readonly string[] {
  const missing = Object.entries(schema)
    .filter(([name, { required }]) => required === true && !(name in value))
    .map(([name]) => `${place}: ${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const property = schema[name];
    return property
      ? checkValue(`${place}.${name}`, property.type, member)
      : [`${place}: there is no property ${name}`];
  });
  return [...missing, ...wrong];
}

function checkValue(place: string, type: PropertyType, value: unknown): readonly string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'union': {
      // Beside a structure, any JSON is there for historical reasons; it would let all pass.
      const isStructured = type.types.some((member) => structures.has(member.type));
      const problems = type.types
        .filter((member) => !isStructured || member.type !== 'json')
        .map((member) => checkValue(place, member, value));
      return problems.some((list) => list.length === 0) ? [] : (problems[0] ?? []);
    }
    case 'ref': {
      const { properties } = database.get('typeDefinition', type.reference);
      if (!isObject(value)) return [`${place}: not an object`];
      return checkObject(place, properties, value);
    }
    case 'array':
      if (!Array.isArray(value)) return [`${place}: not a list`];
      return value.flatMap((member, index) =>
        checkValue(`${place}[${index}]`, type.element, member),
      );
    case 'map':
      if (!isObject(value)) return [`${place}: not a map`];
      return Object.entries(value).flatMap(([name, member]) =>
        checkValue(`${place}.${name}`, type.element, member),
      );
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${place}: not a boolean`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${place}: not a whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${place}: not a number`];
    case 'string':
      return typeof value === 'string' ? [] : [`${place}: not a text`];
    default:
      return [];
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{Ref: ...}` and `{Fn::...: ...}` become a value only when the stack is deployed. */
function isIntrinsic(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}
