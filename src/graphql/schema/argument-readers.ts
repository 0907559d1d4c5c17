/**
 * type-graphql's metadata of a parameter -> a function that reads its value. Made once, when the schema is built.
 *
 * An input becomes an instance of its class, which class-validator needs, with the given members only: its rules
 * distinguish an absent one from `null`.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { RequestContext } from '../../summaries/request-context.js';
import { validateInput } from '../../summaries/schema/validate-input.js';

export type ReadArgument = (
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown;

type Convert = (value: unknown) => unknown;
type ParameterMetadata = ReturnType<typeof getMetadataStorage>['params'][number];

/** `method`: its name for an Error about what is not supported. */
export function argumentReader(parameter: ParameterMetadata, method: string): ReadArgument {
  if (parameter.kind === 'info') return (_source, _args, _context, info) => info;
  if (parameter.kind === 'context' && parameter.propertyName === undefined) return (_source, _args, context) => context;
  // The object as its own resolver has returned it, not an instance of its class.
  if (parameter.kind === 'root' && parameter.propertyName === undefined) return (source) => source;
  if ((parameter.kind === 'arg' || parameter.kind === 'args') && !hasOwnValidation(parameter)) {
    const type = parameter.getType();
    const convert = fieldsOf(type) === undefined ? asItIs : instancesOf(type as InputClass);
    const { name } = parameter as { readonly name?: string };
    return (_source, args) => {
      const value = convert(name === undefined ? args : args[name]);
      validateInput(value);
      return value;
    };
  }
  throw new Error(`${method}: the decorator of parameter ${parameter.index + 1} or its options are not supported`);
}

function hasOwnValidation({ validateFn, validateSettings }: ParameterMetadata & { kind: 'arg' | 'args' }): boolean {
  return validateFn !== undefined || validateSettings !== undefined;
}

type InputClass = new () => object;

/** Of a scalar or an enumeration. */
const asItIs: Convert = (value) => value;

/** By class: filters contain filters of their own class. */
const converters = new WeakMap<InputClass, Convert>();

function instancesOf(type: InputClass): Convert {
  const known = converters.get(type);
  if (known !== undefined) return known;
  // Instances are made without the constructor.
  if (Object.values(new type()).some((value) => value !== undefined)) {
    throw new Error(`${type.name}: a member of an input class must not have an initial value`);
  }
  const convert: Convert = (value) => {
    if (value === null || value === undefined) return value;
    if (Array.isArray(value)) return value.map(convert);
    const instance = Object.create(type.prototype as object) as Record<string, unknown>;
    for (const [name, convertMember] of members) {
      const member = (value as Readonly<Record<string, unknown>>)[name];
      if (member !== undefined) instance[name] = convertMember(member);
    }
    return instance;
  };
  converters.set(type, convert);
  const members = [...membersOf(type)].map(
    ([name, inner]) => [name, fieldsOf(inner) === undefined ? asItIs : instancesOf(inner as InputClass)] as const,
  );
  if (members.length === 0) throw new Error(`${type.name} has no member in type-graphql's metadata`);
  return convert;
}

/** The types of the members by name; those of a base class come first. */
function membersOf(type: object): ReadonlyMap<string, unknown> {
  const base = Object.getPrototypeOf(type) as object | null;
  const inherited = base === null ? [] : membersOf(base);
  return new Map([...inherited, ...(fieldsOf(type) ?? []).map(({ name, getType }) => [name, getType()] as const)]);
}

/** The declared members of an input or arguments class, without its base classes'; undefined for other types. */
function fieldsOf(type: unknown) {
  const { inputTypes, argumentTypes } = getMetadataStorage();
  const metadata = [...inputTypes, ...argumentTypes].find(({ target }) => target === type);
  return metadata && (metadata.fields ?? []);
}
