/** The path and the description of each type, field, argument and value in an introspection. */
import type { IntrospectionEnumValue, IntrospectionField, IntrospectionInputValue, IntrospectionQuery } from 'graphql';

type Member = IntrospectionField | IntrospectionInputValue | IntrospectionEnumValue;
type Described = readonly [path: string, description: string];

/** Names with an underscore belong to federation and to GraphQL itself. */
const own = ({ name }: { name: string }): boolean => !name.includes('_');

export function descriptions(introspection: unknown): Described[] {
  return (introspection as IntrospectionQuery).__schema.types.filter(own).flatMap((type) => {
    const members: readonly Member[] = [
      ...('fields' in type ? (type.fields ?? []) : []),
      ...('inputFields' in type ? (type.inputFields ?? []) : []),
      ...('enumValues' in type ? (type.enumValues ?? []) : []),
    ].filter(own);
    return [described(type.name, type), ...members.map((member) => ofMember(type.name, member))].flat();
  });
}

function ofMember(typeName: string, member: Member): Described[] {
  const path = `${typeName}.${member.name}`;
  const args = 'args' in member ? member.args : [];
  return [...described(path, member), ...args.flatMap((arg) => described(`${path}(${arg.name})`, arg))];
}

function described(path: string, { description }: { readonly description?: string | null | undefined }): Described[] {
  return description ? [[path, description]] : [];
}
